import type { TemplatePlaybook } from '@tocsin/contracts/incident-template.ts'
import type { Json } from '@tocsin/contracts/lists.ts'

/** What the form of a new incident holds. */
export interface CreationValues {
  templateId: string | null
  labelId: string | null
  playbooks: TemplatePlaybook[]
  artifacts: { name: string; value: string }[]
  /** By internal name, so that an error of the server finds its input. */
  [internalName: string]: Json
}
