import type { User } from '@tocsin/contracts/access.ts'
import { sql } from 'kysely'
import { notFound, type Tx } from '../platform/index.ts'

const groups = sql<User['groups']>`coalesce(
  (select jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name, 'profile', p.name) order by lower(g.name))
   from group_members m join groups g on g.id = m.group_id left join profiles p on p.id = g.profile_id
   where m.user_id = users.id), '[]')`

function selectUsers(tx: Tx) {
  return tx.sql
    .selectFrom('users')
    .innerJoin('profiles', 'profiles.id', 'users.profile_id')
    .select([
      'users.id',
      'users.email',
      'users.name',
      'profiles.name as profile',
      groups.as('groups'),
      'users.active',
      'users.locked_until',
      'users.created_at',
      'users.version',
    ])
}

type Row = Awaited<ReturnType<ReturnType<typeof selectUsers>['execute']>>[number]

function toUser(row: Row): User {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    profile: row.profile,
    groups: row.groups,
    active: row.active,
    lockedUntil: row.locked_until?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    version: row.version,
  }
}

export async function listUsers(tx: Tx): Promise<{ items: User[] }> {
  return { items: (await selectUsers(tx).orderBy('users.name').execute()).map(toUser) }
}

export async function getUser(tx: Tx, id: string): Promise<User> {
  const row = await selectUsers(tx).where('users.id', '=', id).executeTakeFirst()
  if (!row) throw notFound('user', id)
  return toUser(row)
}
