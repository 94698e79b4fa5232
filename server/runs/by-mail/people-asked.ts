import { answerNode as answerContract } from '@tocsin/contracts/run.ts'
import type { WaitDetails } from '@tocsin/engine/journal/entry.ts'
import { listUserActors } from '../../access/index.ts'
import { type Actor, may, type Tx } from '../../platform/index.ts'
import { askedOf, personOf } from '../asked-of.ts'
import { mayAnswer, type Person } from '../may-answer.ts'
import { findVisibleSubject } from '../visible-subject.ts'

export interface PersonAsked {
  actor: Actor
  person: Person
  /** What the run is for, as this person may see it. */
  about: string | null
}

/** More people than this are not asked for one answer. */
const MOST = 50

/**
 * Whom a question is asked of (NOD-51): those named, else the owner, else whoever may answer. Not those who could
 * only override it (NOD-56), and nobody who may not open what the run is for.
 */
export async function peopleAsked(
  tx: Tx,
  details: WaitDetails,
  subject: { kind: string; id: string } | null,
): Promise<PersonAsked[]> {
  const asked = await askedOf(tx, details, subject)
  const found: PersonAsked[] = []
  for (const actor of await listUserActors(tx)) {
    if (found.length >= MOST || !mayUse(actor)) continue
    const person = await personOf(tx, actor)
    if (!person || mayAnswer(withoutOverride(actor), person, asked) !== true) continue
    const visible = await findVisibleSubject(tx, actor, subject)
    if (visible) found.push({ actor, person, about: visible.incident?.label ?? visible.triageEvent?.label ?? null })
  }
  return found
}

/** A link in a mail is no way around the right that the API asks for. */
export function mayUse(actor: Actor): boolean {
  const { capability } = answerContract
  return capability === 'signed-in' || capability === 'public' || may(actor, capability)
}

function withoutOverride(actor: Actor): Actor {
  const capabilities = new Set(actor.capabilities)
  capabilities.delete('incident-playbook.manage')
  return { ...actor, capabilities }
}
