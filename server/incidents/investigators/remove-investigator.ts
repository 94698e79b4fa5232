import { type Actor, emit, Failure, notFound, type Tx } from '../../platform/index.ts'
import { accessIncident, refuseUnless } from '../incident-access.ts'
import { listInvestigatorsOf } from './investigator-list.ts'

/** Takes an investigator off an incident; its owner stays (INV-04, INV-08). */
export async function removeInvestigator(
  tx: Tx,
  actor: Actor,
  incidentId: string | number,
  userId: string,
): Promise<void> {
  const row = await accessIncident(tx, actor, incidentId, { lock: true })
  refuseUnless(row, actor, 'manageInvestigators')
  const present = (await listInvestigatorsOf(tx, row.id)).find((each) => each.userId === userId)
  if (!present) throw notFound('investigator', userId)
  if (present.owner) {
    throw new Failure('wrong_state', `${present.name} is the owner. Give the incident to somebody else first.`)
  }
  await tx.sql
    .deleteFrom('incident_investigators')
    .where('incident_id', '=', row.id)
    .where('user_id', '=', userId)
    .execute()
  await emit(tx, actor, {
    type: 'InvestigatorRemoved',
    subject: { kind: 'investigators', id: userId },
    parent: { kind: 'incidents', id: row.id },
    before: { id: userId, name: present.name },
  })
}
