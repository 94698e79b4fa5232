import { type Capability, capabilities } from '@tocsin/contracts'
import { type Actor, Failure, type Tx } from '../platform/index.ts'
import { capabilitiesOf, heldProfiles, readRights } from './rights.ts'

/**
 * Carries out a change of what these users may do, and refuses it as a whole when somebody gains by it what the actor
 * may not do himself, or when nobody is left who could put it right.
 */
export async function withinOwnRights<T>(
  tx: Tx,
  actor: Actor,
  userIds: readonly string[],
  change: () => Promise<T>,
): Promise<T> {
  const before = await readRights(tx, userIds)
  const result = await change()
  const gained = new Set<Capability>()
  for (const [id, rights] of await readRights(tx, userIds)) {
    for (const right of rights) if (!before.get(id)?.has(right) && !actor.capabilities.has(right)) gained.add(right)
  }
  if (gained.size > 0 && actor.kind !== 'system') {
    const named = [...gained].slice(0, 5).map((right) => `${capabilities[right].area} → ${capabilities[right].text}`)
    throw new Failure('not_allowed', `Somebody would get rights by this that you do not have: ${named.join(', ')}.`)
  }
  await refuseNobodyLeft(tx)
  return result
}

/** Somebody must be able to sign in and manage users and groups. */
export async function refuseNobodyLeft(tx: Tx): Promise<void> {
  const rows = await tx.sql.selectFrom('users').select(heldProfiles().as('held')).where('active', '=', true).execute()
  const left = rows.some(({ held }) => {
    const rights = capabilitiesOf(held ?? [])
    return rights.has('user.manage') && rights.has('group.manage')
  })
  if (!left) throw new Failure('wrong_state', 'Nobody would be left who may manage users and groups.')
}
