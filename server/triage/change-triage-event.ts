import type { BodyOf } from '@tocsin/contracts'
import type { changeTriageEvent as contract, TriageEvent } from '@tocsin/contracts/triage-event.ts'
import { validateFieldValues } from '../custom-fields/index.ts'
import { harvest } from '../entities/index.ts'
import { type Actor, cleanHtml, emit, Failure, type Tx } from '../platform/index.ts'
import { readChoices } from './read-choices.ts'
import { getTriageEvent, lockTriageEvent, updateTriageEvent } from './triage-store.ts'

/** Changes an event that is still open. */
export async function changeTriageEvent(
  tx: Tx,
  actor: Actor,
  id: string | number,
  input: BodyOf<typeof contract>,
): Promise<TriageEvent> {
  const before = await lockTriageEvent(tx, actor, id, 'change')
  if (input.version !== undefined && input.version !== before.version) {
    throw new Failure('stale_version', `"${before.title}" was changed meanwhile. Load again and repeat your change.`)
  }
  const choices = await readChoices(tx, input, before)
  const changed = input.fields
    ? await validateFieldValues(tx, 'triage', input.fields, { partial: true, former: before.fields })
    : {}
  const description = input.description === undefined ? undefined : cleanHtml(input.description)
  await updateTriageEvent(tx, before.id, {
    ...(input.title === undefined ? {} : { title: input.title }),
    ...(description === undefined ? {} : { description }),
    ...choices,
    ...(input.severity === undefined ? {} : { severity: input.severity }),
    ...(input.fields === undefined ? {} : { fields: JSON.stringify({ ...before.fields, ...changed }) }),
  })
  const after = await getTriageEvent(tx, actor, before.id)
  await emit(tx, actor, {
    type: 'TriageEventUpdated',
    subject: { kind: 'triage-events', id: before.id },
    before,
    after,
  })
  await harvest(tx, actor, [input.title, description, changed], { kind: 'triage-events', id: before.id })
  return after
}
