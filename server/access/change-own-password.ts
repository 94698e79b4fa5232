import { type Actor, emit, Failure, type Tx } from '../platform/index.ts'
import { hashPassword, verifyPassword } from './password.ts'

/** Changes one's own password and ends one's other sessions. */
export async function changeOwnPassword(tx: Tx, actor: Actor, input: { current: string; next: string }): Promise<void> {
  if (actor.userId === null || actor.signedInFrom !== null) {
    throw new Failure('not_allowed', 'Only a user of this instance has a password here.')
  }
  const user = await tx.sql
    .selectFrom('users')
    .select('password_hash')
    .where('id', '=', actor.userId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (!(await verifyPassword(user.password_hash, input.current))) {
    throw new Failure('wrong_credentials', 'The present password is wrong.', [{ path: 'current', message: 'is wrong' }])
  }
  if (input.current === input.next) {
    throw new Failure('invalid_input', 'The new password is the old one.', [
      { path: 'next', message: 'is the present one' },
    ])
  }
  await tx.sql
    .updateTable('users')
    .set({ password_hash: await hashPassword(input.next), must_change_password: false })
    .where('id', '=', actor.userId)
    .execute()
  const others = tx.sql.deleteFrom('sessions').where('user_id', '=', actor.userId)
  await (actor.sessionHash ? others.where('token_hash', '!=', actor.sessionHash) : others).execute()
  await emit(tx, actor, { type: 'PasswordChanged', subject: { kind: 'users', id: actor.userId } })
}
