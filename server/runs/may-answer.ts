import type { WaitKind } from '@tocsin/engine/journal/entry.ts'
import { type Actor, may } from '../platform/index.ts'

/** A wait as far as it matters for who may end it. */
export interface AskedOf {
  kind: WaitKind
  /** Names, e-mail addresses or ids of users, names of groups or profiles, separated by commas; null for the owner of the incident (NOD-51). */
  authorizer: string | null
  /** The incident's owner, null where there is none. */
  ownerId: string | null
}

export interface Person {
  id: string
  email: string
  name: string
  /** Names of the groups that he belongs to, and of the profiles whose rights he has. */
  groups: readonly string[]
}

/** True, or why not (NOD-15, NOD-51, NOD-56): the authorizer, else the owner; whoever manages playbooks overrides. */
export function mayAnswer(actor: Actor, person: Person | null, asked: AskedOf): true | string {
  if (may(actor, 'incident-playbook.manage')) return true
  if (asked.kind === 'lost') return 'Somebody who may manage playbooks has to decide this.'
  const wanted = namesIn(asked.authorizer)
  if (wanted.length > 0) {
    const names = person ? [person.id, person.email, person.name, ...person.groups] : []
    return names.some((name) => wanted.includes(name.toLowerCase())) || `This is asked of ${asked.authorizer}.`
  }
  if (asked.ownerId !== null && asked.kind === 'choice') {
    return asked.ownerId === actor.userId || 'This is asked of the owner of the incident.'
  }
  return may(actor, 'incident-playbook.edit') || 'Your profile may not answer for playbooks.'
}

/** A value from an earlier node may name several. */
function namesIn(authorizer: string | null): string[] {
  const names = (authorizer ?? '').split(/[,;]/).map((name) => name.trim().toLowerCase())
  return names.filter((name) => name !== '')
}
