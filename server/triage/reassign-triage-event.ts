import type { TriageEvent } from '@tocsin/contracts/triage-event.ts'
import { type Actor, emit, Failure, type Tx } from '../platform/index.ts'
import { lockTriageEvent, selectTriageEvents, toTriageEvent, updateTriageEvent } from './triage-store.ts'

/** Gives an event, waiting or taken, to a user (TRI-12). */
export async function reassignTriageEvent(tx: Tx, actor: Actor, id: string, userId: string): Promise<TriageEvent> {
  const before = await lockTriageEvent(tx, actor, id, 'reassign')
  const user = await tx.sql
    .selectFrom('users')
    .select(['id', 'active'])
    .where((where) => where(where.cast<string>('id', 'text'), '=', userId))
    .executeTakeFirst()
  if (!user?.active) {
    const message = user ? 'is locked and cannot get events' : 'is not a user of this instance'
    throw new Failure('invalid_input', `The new owner ${message}.`, [{ path: 'userId', message }])
  }
  await updateTriageEvent(tx, before.id, { state: 'grabbed', owner_id: user.id })
  const row = await selectTriageEvents(tx).where('triage_events.id', '=', before.id).executeTakeFirstOrThrow()
  const after = toTriageEvent(row, actor)
  await emit(tx, actor, {
    type: 'TriageEventReassigned',
    subject: { kind: 'triage-events', id: before.id },
    before,
    after,
  })
  return after
}
