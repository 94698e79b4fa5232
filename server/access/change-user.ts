import type { BodyOf } from '@tocsin/contracts'
import type { changeUser as contract, User } from '@tocsin/contracts/access.ts'
import { type Actor, emit, Failure, type Tx } from '../platform/index.ts'
import { refuseMoreThanOwn } from './grant-limit.ts'
import { hashPassword } from './password.ts'
import { getProfileByName } from './profile-store.ts'
import { readRights } from './rights.ts'
import { getUser } from './user-list.ts'
import { refuseNobodyLeft } from './within-own-rights.ts'

/** Changes, locks or unlocks a user (USR-02). Ends his sessions when he loses access or gets a new password. */
export async function changeUser(tx: Tx, actor: Actor, id: string, input: BodyOf<typeof contract>): Promise<User> {
  await tx.sql.selectFrom('users').select('id').where('id', '=', id).forUpdate().execute()
  const before = await getUser(tx, id)
  if (input.version !== undefined && input.version !== before.version) {
    throw new Failure('stale_version', `${before.name} was changed meanwhile. Load again and repeat your change.`)
  }
  if (input.active === false && id === actor.userId) throw new Failure('wrong_state', 'You cannot lock yourself out.')
  const profile = input.profile === undefined ? null : await getProfileByName(tx, input.profile)
  if (profile) refuseMoreThanOwn(actor, profile)
  if (input.password !== undefined && id !== actor.userId) await refuseTakeover(tx, actor, before)
  await tx.sql
    .updateTable('users')
    .set((set) => ({
      version: set('version', '+', 1),
      ...(input.name === undefined ? {} : { name: input.name }),
      ...(profile ? { profile_id: profile.id } : {}),
      ...(input.active === undefined ? {} : { active: input.active }),
      ...(input.unlock ? { failed_logins: 0, locked_until: null } : {}),
    }))
    .where('id', '=', id)
    .execute()
  if (actor.kind !== 'system' && (profile || input.active === false)) await refuseNobodyLeft(tx)
  if (input.password !== undefined) await setPassword(tx, id, input.password)
  if (input.active === false || input.password !== undefined) {
    await tx.sql.deleteFrom('sessions').where('user_id', '=', id).execute()
  }
  const after = await getUser(tx, id)
  await emit(tx, actor, { type: 'UserUpdated', subject: { kind: 'users', id }, before, after })
  return after
}

/** Who sets a password can sign in with it: nobody gets by it what he may not do himself. */
async function refuseTakeover(tx: Tx, actor: Actor, user: User): Promise<void> {
  if (actor.kind === 'system') return
  const rights = (await readRights(tx, [user.id])).get(user.id) ?? new Set()
  if ([...rights].every((right) => actor.capabilities.has(right))) return
  throw new Failure('not_allowed', `${user.name} may more than you, so you cannot set this password.`)
}

async function setPassword(tx: Tx, id: string, password: string): Promise<void> {
  const passwordHash = await hashPassword(password)
  await tx.sql
    .updateTable('users')
    .set({ password_hash: passwordHash, must_change_password: true })
    .where('id', '=', id)
    .execute()
}
