import type { User } from '@tocsin/contracts/access.ts'
import { type Actor, emit, Failure, type Tx, violatedConstraint } from '../platform/index.ts'
import { refuseMoreThanOwn } from './grant-limit.ts'
import { hashPassword } from './password.ts'
import { getProfileByName } from './profile-store.ts'
import { getUser } from './user-list.ts'

export interface NewUser {
  email: string
  name: string
  profile: string
  password: string
  mustChangePassword?: boolean
}

/** Adds a user; nobody can make a user who may more than himself. */
export async function createUser(tx: Tx, actor: Actor, input: NewUser): Promise<User> {
  const profile = await getProfileByName(tx, input.profile)
  refuseMoreThanOwn(actor, profile)
  const passwordHash = await hashPassword(input.password)
  try {
    const { id } = await tx.sql
      .insertInto('users')
      .values({
        email: input.email.trim(),
        name: input.name,
        password_hash: passwordHash,
        profile_id: profile.id,
        must_change_password: input.mustChangePassword ?? false,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const created = await getUser(tx, id)
    await emit(tx, actor, { type: 'UserCreated', subject: { kind: 'users', id }, after: created })
    return created
  } catch (error) {
    if (violatedConstraint(error) === 'users_by_email') {
      throw new Failure('name_taken', `There is already a user with the address ${input.email}.`, [
        { path: 'email', message: 'is taken' },
      ])
    }
    throw error
  }
}
