import type { Incident } from '@tocsin/contracts/incident.ts'
import { listFields } from '../custom-fields/index.ts'
import type { Actor, Tx } from '../platform/index.ts'
import { announceChange } from './change-incident.ts'
import { accessIncident, refuseStale, refuseUnless } from './incident-access.ts'
import { toIncident } from './incident-detail.ts'
import { fieldsOf } from './incident-row.ts'
import { statusToRestore } from './incident-status.ts'

/** Reopens an incident with the status it had before it was closed (CLS-04). */
export async function reopenIncident(
  tx: Tx,
  actor: Actor,
  id: string | number,
  input: { version?: number | undefined } = {},
): Promise<Incident> {
  const row = await accessIncident(tx, actor, id, { lock: true })
  refuseStale(row, input.version)
  refuseUnless(row, actor, 'reopen')
  const fields = await listFields(tx, 'incidents')
  await tx.sql
    .updateTable('incidents')
    .set((set) => ({
      status: statusToRestore(fields, row.former_status),
      former_status: null,
      closingtime: null,
      closing_note: null,
      updated_at: tx.instance.clock.now(),
      version: set('version', '+', 1),
    }))
    .where('id', '=', row.id)
    .execute()
  const incident = await toIncident(tx, actor, await accessIncident(tx, actor, row.id), fields)
  await announceChange(tx, actor, {
    type: 'IncidentReopened',
    id: row.id,
    before: fieldsOf(row, fields),
    after: incident.fields,
  })
  return incident
}
