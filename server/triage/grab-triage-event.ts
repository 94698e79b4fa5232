import type { TriageEvent } from '@tocsin/contracts/triage-event.ts'
import { type Actor, emit, type Tx } from '../platform/index.ts'
import { getTriageEvent, lockTriageEvent, updateTriageEvent } from './triage-store.ts'

/** Takes a waiting event; of several at the same moment the first wins and the others hear who has it (TRI-10, TRI-25). */
export async function grabTriageEvent(tx: Tx, actor: Actor, id: string): Promise<TriageEvent> {
  const before = await lockTriageEvent(tx, actor, id, 'grab')
  await updateTriageEvent(tx, before.id, { state: 'grabbed', owner_id: actor.userId })
  const after = await getTriageEvent(tx, actor, before.id)
  await emit(tx, actor, {
    type: 'TriageEventGrabbed',
    subject: { kind: 'triage-events', id: before.id },
    before,
    after,
  })
  return after
}
