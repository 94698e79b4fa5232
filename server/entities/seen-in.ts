import type { Sighting } from '@tocsin/contracts/entity.ts'

/** The incident or triage event in which something was seen. */
export interface SeenIn {
  kind: Sighting['kind']
  id: string | number
}
