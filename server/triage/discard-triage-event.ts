import type { TriageEvent } from '@tocsin/contracts/triage-event.ts'
import { type Actor, emit, type Tx } from '../platform/index.ts'
import { getTriageEvent, lockTriageEvent, updateTriageEvent } from './triage-store.ts'

/** Closes an event without an incident (TRI-13). */
export async function discardTriageEvent(
  tx: Tx,
  actor: Actor,
  id: string,
  input: { note?: string },
): Promise<TriageEvent> {
  const before = await lockTriageEvent(tx, actor, id, 'discard')
  await updateTriageEvent(tx, before.id, { state: 'discarded', closing_note: input.note ?? null })
  const after = await getTriageEvent(tx, actor, before.id)
  await emit(tx, actor, {
    type: 'TriageEventDiscarded',
    subject: { kind: 'triage-events', id: before.id },
    before,
    after,
  })
  return after
}
