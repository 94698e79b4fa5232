import { type Actor, Failure } from '../platform/index.ts'
import type { ProfileRecord } from './profile-store.ts'

/** Nobody hands out rights that he does not have himself. */
export function refuseMoreThanOwn(actor: Actor, profile: ProfileRecord): void {
  if (actor.kind === 'system') return
  const beyond = profile.capabilities.filter((capability) => !actor.capabilities.has(capability))
  if (beyond.length > 0) {
    throw new Failure('not_allowed', `The profile ${profile.name} may more than you: ${beyond.slice(0, 5).join(', ')}.`)
  }
}
