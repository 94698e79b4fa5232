import { type Actor, may } from '../platform/index.ts'

/** A wait as far as it matters for who may end it. */
export interface AskedOf {
  kind: 'choice' | 'manual' | 'lost'
  /** Name, e-mail address or id of a user; null for the owner of the incident (NOD-51). */
  authorizer: string | null
  /** The incident's owner, null where there is none. */
  ownerId: string | null
}

export interface Person {
  id: string
  email: string
  name: string
}

/** True, or why not (NOD-15, NOD-51, NOD-56): the authorizer, else the owner; whoever manages playbooks overrides. */
export function mayAnswer(actor: Actor, person: Person | null, asked: AskedOf): true | string {
  if (may(actor, 'incident-playbook.manage')) return true
  if (asked.kind === 'lost') return 'Somebody who may manage playbooks has to decide this.'
  const wanted = asked.authorizer?.trim().toLowerCase()
  if (wanted) {
    const names = person ? [person.id, person.email, person.name].map((each) => each.toLowerCase()) : []
    return names.includes(wanted) || `This is asked of ${asked.authorizer}.`
  }
  if (asked.ownerId !== null && asked.kind === 'choice') {
    return asked.ownerId === actor.userId || 'This is asked of the owner of the incident.'
  }
  return may(actor, 'incident-playbook.edit') || 'Your profile may not answer for playbooks.'
}
