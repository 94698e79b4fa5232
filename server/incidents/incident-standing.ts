import type { Tx } from '../platform/index.ts'
import { selectIncidents } from './incident-row.ts'

/** Where an incident stands, for who counts incidents rather than reads them. */
export interface IncidentStanding {
  id: number
  version: number
  deleted: boolean
  open: boolean
  status: string
  severity: string | null
  types: string[]
  startedAt: Date
  openedAt: Date
  closedAt: Date | null
  updatedAt: Date
  label: string
  title: string
  owner: string | null
}

/** Incidents by id, or the next ones after an id; deleted ones too, whoever may see them. */
export async function readStandings(
  tx: Tx,
  which: { ids: number[] } | { after: number; limit: number },
): Promise<IncidentStanding[]> {
  const ordered = selectIncidents(tx).orderBy('incidents.id')
  const chosen =
    'ids' in which
      ? ordered.where('incidents.id', 'in', which.ids)
      : ordered.where('incidents.id', '>', which.after).limit(which.limit)
  return (await chosen.execute()).map((row) => ({
    id: row.id,
    version: row.version,
    deleted: row.deleted_at !== null,
    open: row.closingtime === null,
    status: row.status,
    severity: row.restriction,
    types: row.type,
    startedAt: row.starttime,
    openedAt: row.openingtime,
    closedAt: row.closingtime,
    updatedAt: row.updated_at,
    label: row.incidentid,
    title: row.name,
    owner: row.owner_name,
  }))
}
