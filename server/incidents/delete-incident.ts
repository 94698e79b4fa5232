import type { Incident } from '@tocsin/contracts/incident.ts'
import { listFields } from '../custom-fields/index.ts'
import { type Actor, Failure, type Tx } from '../platform/index.ts'
import { announceChange } from './change-incident.ts'
import { accessIncident, refuseUnless } from './incident-access.ts'
import { toIncident } from './incident-detail.ts'
import { fieldsOf, type IncidentRow } from './incident-row.ts'

/** Puts an incident away so that it can be restored (INC-10, CLS-06). */
export async function deleteIncident(tx: Tx, actor: Actor, id: string | number): Promise<void> {
  const row = await accessIncident(tx, actor, id, { lock: true })
  refuseUnless(row, actor, 'delete')
  await setDeleted(tx, actor, row, tx.instance.clock.now())
}

/** Brings a deleted incident back (INC-10). */
export async function restoreIncident(tx: Tx, actor: Actor, id: string | number): Promise<Incident> {
  const row = await accessIncident(tx, actor, id, { lock: true })
  if (row.deleted_at === null) throw new Failure('wrong_state', 'The incident is not deleted.')
  return setDeleted(tx, actor, row, null)
}

async function setDeleted(tx: Tx, actor: Actor, row: IncidentRow, at: Date | null): Promise<Incident> {
  await tx.sql
    .updateTable('incidents')
    .set((set) => ({ deleted_at: at, updated_at: tx.instance.clock.now(), version: set('version', '+', 1) }))
    .where('id', '=', row.id)
    .execute()
  const incident = await toIncident(tx, actor, await accessIncident(tx, actor, row.id))
  await announceChange(tx, actor, {
    type: at ? 'IncidentDeleted' : 'IncidentRestored',
    id: row.id,
    before: fieldsOf(row, await listFields(tx, 'incidents')),
    after: incident.fields,
  })
  return incident
}
