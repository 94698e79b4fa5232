import type { Investigator } from '@tocsin/contracts/incident.ts'
import { getUser } from '../../access/index.ts'
import { type Actor, emit, Failure, notFound, type Tx } from '../../platform/index.ts'
import { accessIncident, readId, refuseUnless } from '../incident-access.ts'
import { selectIncidents } from '../incident-row.ts'
import { listInvestigatorsOf } from './investigator-list.ts'

/** Adds somebody to an incident; with the right to manage investigators also oneself to one that is not open to one (IDT-09). */
export async function addInvestigator(
  tx: Tx,
  actor: Actor,
  incidentId: string | number,
  userId: string,
): Promise<Investigator[]> {
  const id = readId(incidentId)
  const row =
    userId === actor.userId
      ? await selectIncidents(tx).where('incidents.id', '=', id).executeTakeFirst()
      : await accessIncident(tx, actor, id)
  if (!row) throw notFound('incident', String(incidentId))
  refuseUnless(row, actor, 'manageInvestigators')
  const user = await findUser(tx, userId)
  if (await insertInvestigator(tx, id, user.id)) {
    await emit(tx, actor, {
      type: 'InvestigatorAdded',
      subject: { kind: 'investigators', id: user.id },
      parent: { kind: 'incidents', id },
      after: user,
    })
  }
  return listInvestigatorsOf(tx, id)
}

async function findUser(tx: Tx, userId: string): Promise<{ id: string; name: string }> {
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(userId)
  if (!isId) throw notFound('user', userId)
  const { id, name, active } = await getUser(tx, userId)
  if (!active) throw new Failure('wrong_state', `${name} is locked and cannot investigate.`)
  return { id, name }
}

/** True when he was not there before. */
export async function insertInvestigator(tx: Tx, incidentId: number, userId: string): Promise<boolean> {
  const row = await tx.sql
    .insertInto('incident_investigators')
    .values({ incident_id: incidentId, user_id: userId, added_at: tx.instance.clock.now() })
    .onConflict((conflict) => conflict.doNothing())
    .returning('user_id')
    .executeTakeFirst()
  return row !== undefined
}
