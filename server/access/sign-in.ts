import type { SessionInfo } from '@tocsin/contracts/session.ts'
import { emit, Failure, type Instance, machineActor, type Tx } from '../platform/index.ts'
import { describeSession } from './describe-session.ts'
import { verifyPassword } from './password.ts'
import { openSession } from './session-store.ts'

const FAILURES_BEFORE_LOCK = 5
const LOCK_MINUTES = 15

export interface Credentials {
  email: string
  password: string
  remoteAddress: string | null
  userAgent: string | null
}

const gate = machineActor({ kind: 'system', id: 'sign-in', name: 'Sign-in' }, [])

/** Signs a person in; locks the account for a while after repeated failures (SEC-01). */
export async function signIn(instance: Instance, input: Credentials): Promise<{ token: string; info: SessionInfo }> {
  const user = await instance.database.read((tx) => findUser(tx, input.email))
  const now = instance.clock.now()
  // The lock is looked at after the password work, so that a locked account answers no faster than another.
  const matches = await verifyPassword(user?.active ? user.password_hash : null, input.password)
  if (user?.locked_until && user.locked_until > now) {
    throw new Failure(
      'locked_out',
      `Too many failed tries. Try again after ${user.locked_until.toISOString()}, or ask an administrator to unlock you.`,
    )
  }
  if (!user || !matches) {
    if (user) await instance.database.write((tx) => recordFailure(tx, user, input.remoteAddress))
    throw new Failure('wrong_credentials', 'The e-mail address or the password is wrong.')
  }
  return instance.database.write(async (tx) => {
    await tx.sql.updateTable('users').set({ failed_logins: 0, locked_until: null }).where('id', '=', user.id).execute()
    const { token, hash } = await openSession(tx, { userId: user.id, guest: null, ...input })
    await emit(
      tx,
      { kind: 'user', id: user.id, name: user.name },
      {
        type: 'LoginSucceeded',
        subject: { kind: 'users', id: user.id },
        after: { remoteAddress: input.remoteAddress },
      },
    )
    return { token, info: await describeSession(tx, hash) }
  })
}

function findUser(tx: Tx, email: string) {
  return tx.sql
    .selectFrom('users')
    .selectAll()
    .where((where) => where(where.fn('lower', ['email']), '=', email.trim().toLowerCase()))
    .executeTakeFirst()
}

async function recordFailure(tx: Tx, user: { id: string; name: string }, remoteAddress: string | null): Promise<void> {
  const { failed_logins: failures } = await tx.sql
    .updateTable('users')
    .set((set) => ({ failed_logins: set('failed_logins', '+', 1) }))
    .where('id', '=', user.id)
    .returning('failed_logins')
    .executeTakeFirstOrThrow()
  const locks = failures % FAILURES_BEFORE_LOCK === 0
  if (locks) {
    const until = new Date(tx.instance.clock.now().getTime() + LOCK_MINUTES * 60_000)
    await tx.sql.updateTable('users').set({ locked_until: until }).where('id', '=', user.id).execute()
  }
  await emit(tx, gate, {
    type: locks ? 'UserLocked' : 'LoginFailed',
    subject: { kind: 'users', id: user.id },
    after: { user: user.name, failures, remoteAddress },
  })
}
