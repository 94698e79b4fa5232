import type { SessionInfo } from '@tocsin/contracts/session.ts'
import { Failure, type Tx } from '../platform/index.ts'
import { capabilitiesOf, sessionProfiles } from './rights.ts'
import type { Guest } from './tables.ts'

/** What the browser knows of its own session. */
export async function describeSession(tx: Tx, hash: Buffer): Promise<SessionInfo> {
  const row = await tx.sql
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select([
      'users.id',
      'users.email',
      'users.name',
      'users.must_change_password',
      'sessions.guest',
      sessionProfiles.as('held'),
    ])
    .where('sessions.token_hash', '=', hash)
    .executeTakeFirst()
  if (!row) throw new Failure('not_signed_in', 'This session has ended.')
  const guest: Guest | null = row.guest
  const held = row.held ?? []
  return {
    user: {
      id: row.id,
      email: row.email,
      name: guest?.name ?? row.name,
      profile: held.map(({ name }) => name).join(' + '),
      capabilities: [...capabilitiesOf(held)],
      mustChangePassword: row.must_change_password,
      signedInFrom: guest?.from ?? null,
    },
    instance: describeInstance(tx),
  }
}

export function describeInstance(tx: Tx): SessionInfo['instance'] {
  const { slug, name, colour, console } = tx.instance
  return { slug, name, colour, console }
}
