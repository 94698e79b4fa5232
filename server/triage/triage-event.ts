import type { Ability } from '@tocsin/contracts'
import type { TriageEvent, TriageState } from '@tocsin/contracts/triage-event.ts'
import { type Actor, may } from '../platform/index.ts'

/** As new events are called where the Status field has no default (TRI-04). */
export const FIRST_STATUS = 'New'

interface Situation {
  state: TriageState
  ownerId: string | null
  ownerName: string | null
}

/** Another's event needs Access all (TRI-19); waiting and closed ones are everybody's. */
export function mayOpen({ state, ownerId }: Situation, actor: Actor): boolean {
  return state !== 'grabbed' || may(actor, 'triage.access-all') || (actor.userId !== null && ownerId === actor.userId)
}

/** What this actor may do with the event now, or why not. */
export function triageAbilities(event: Situation, actor: Actor): TriageEvent['abilities'] {
  const over = closedBecause(event.state)
  const needs = (capability: Parameters<typeof may>[1], label: string): Ability =>
    may(actor, capability) || `This needs the capability Triage → ${label}.`
  const foreign = mayOpen(event, actor) ? null : `${event.ownerName ?? 'Somebody else'} has this event.`
  const edit = over ?? foreign ?? needs('triage.edit', 'Edit')
  return {
    change: edit,
    discard: edit,
    convert: edit === true ? may(actor, 'incident.edit') || 'This needs the capability Incident → Edit.' : edit,
    reassign: over ?? needs('triage.ownership', 'Change ownership'),
    grab:
      over ??
      (event.state === 'grabbed'
        ? `${event.ownerName ?? 'Somebody else'} has this event already.`
        : actor.userId === null
          ? 'Only a user can take an event.'
          : needs('triage.edit', 'Edit')),
  }
}

function closedBecause(state: TriageState): string | null {
  if (state === 'converted') return 'This event became an incident.'
  return state === 'discarded' ? 'This event was discarded.' : null
}
