import type { IncidentSummary } from '@tocsin/contracts/incident.ts'
import { StatusTag } from '../ui/index.ts'

/** The status as its word; its mark tells open from closed, whatever the word. */
export function IncidentStatus({ incident }: { incident: Pick<IncidentSummary, 'open' | 'fields'> }) {
  return <StatusTag tone={incident.open ? 'active' : 'neutral'}>{incident.fields.status}</StatusTag>
}
