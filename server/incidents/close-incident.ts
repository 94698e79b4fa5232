import type { Incident } from '@tocsin/contracts/incident.ts'
import { listFields } from '../custom-fields/index.ts'
import { type Actor, cleanHtml, type Tx } from '../platform/index.ts'
import { announceChange } from './change-incident.ts'
import { accessIncident, refuseStale, refuseUnless } from './incident-access.ts'
import { toIncident } from './incident-detail.ts'
import { fieldsOf } from './incident-row.ts'
import { statusLabel } from './incident-status.ts'
import { writeNote } from './notes/add-note.ts'

/** Closes an incident; the closing note is kept on it and among its notes (CLS-01, CLS-03, NOTE-03). */
export async function closeIncident(
  tx: Tx,
  actor: Actor,
  id: string | number,
  input: { note?: string | undefined; version?: number | undefined },
): Promise<Incident> {
  const row = await accessIncident(tx, actor, id, { lock: true })
  refuseStale(row, input.version)
  refuseUnless(row, actor, 'close')
  const fields = await listFields(tx, 'incidents')
  const note = cleanHtml(input.note ?? '').trim()
  if (note !== '') await writeNote(tx, actor, { incidentId: row.id, title: 'Closing note', text: note, closing: true })
  const now = tx.instance.clock.now()
  await tx.sql
    .updateTable('incidents')
    .set((set) => ({
      status: statusLabel(fields, 'closed'),
      former_status: row.status,
      closingtime: now,
      closing_note: note === '' ? null : note,
      updated_at: now,
      version: set('version', '+', 1),
    }))
    .where('id', '=', row.id)
    .execute()
  const incident = await toIncident(tx, actor, await accessIncident(tx, actor, row.id), fields)
  await announceChange(tx, actor, {
    type: 'IncidentClosed',
    id: row.id,
    before: fieldsOf(row, fields),
    after: incident.fields,
  })
  return incident
}
