import type { Group } from '@tocsin/contracts/group.ts'
import { sql } from 'kysely'
import { changed, Failure, notFound, type Tx, violatedConstraint } from '../platform/index.ts'

const members = sql<Group['members']>`coalesce(
  (select jsonb_agg(jsonb_build_object('id', u.id, 'name', u.name, 'active', u.active) order by lower(u.name), u.id)
   from group_members m join users u on u.id = m.user_id where m.group_id = groups.id), '[]')`

function selectGroups(tx: Tx) {
  return tx.sql
    .selectFrom('groups')
    .leftJoin('profiles', 'profiles.id', 'groups.profile_id')
    .select([
      'groups.id',
      'groups.name',
      'groups.description',
      'profiles.name as profile',
      'groups.created_at',
      'groups.version',
      members.as('members'),
    ])
}

type Row = Awaited<ReturnType<ReturnType<typeof selectGroups>['execute']>>[number]

function toGroup({ created_at, ...row }: Row): Group {
  return { ...row, createdAt: created_at.toISOString() }
}

export async function listGroupRecords(tx: Tx): Promise<{ items: Group[] }> {
  return { items: (await selectGroups(tx).orderBy(sql`lower(groups.name)`).execute()).map(toGroup) }
}

export async function getGroup(tx: Tx, id: string): Promise<Group> {
  const row = await selectGroups(tx).where(sql<boolean>`groups.id::text = lower(${id})`).executeTakeFirst()
  if (!row) throw notFound('group', id)
  return toGroup(row)
}

/** The group that a name or an id means; null for none. */
export async function findGroup(tx: Tx, text: string | null): Promise<{ id: string; name: string } | null> {
  const wanted = text?.trim().toLowerCase() ?? ''
  const found = await tx.sql
    .selectFrom('groups')
    .select(['id', 'name'])
    .where(sql<boolean>`(id::text = ${wanted} or lower(name) = ${wanted})`)
    .executeTakeFirst()
  return found ?? null
}

/** One change of groups at a time: what one gives must not be judged by what another is about to take. */
export async function holdGroups(tx: Tx): Promise<void> {
  await sql`lock table groups in share row exclusive mode`.execute(tx.sql)
}

/** Playbooks may name a profile like a group (NOD-51), so that a group of the same name would ask others than they mean. */
export async function refuseNameOfProfile(tx: Tx, name: string): Promise<void> {
  const profile = await tx.sql
    .selectFrom('profiles')
    .select('name')
    .where(sql<boolean>`lower(name) = lower(${name})`)
    .executeTakeFirst()
  if (profile) {
    throw new Failure(
      'name_taken',
      `${profile.name} is the name of a profile, which playbooks can name like a group.`,
      [{ path: 'name', message: 'is the name of a profile' }],
    )
  }
}

/** Writes a name, and says it when another group has it. */
export async function nameTaken<T>(name: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (violatedConstraint(error) !== 'groups_by_name') throw error
    throw new Failure('name_taken', `There is already a group with the name ${name}.`, [
      { path: 'name', message: 'is taken' },
    ])
  }
}

export async function setMembers(tx: Tx, groupId: string, userIds: readonly string[]): Promise<void> {
  const wanted = [...new Set(userIds.map((id) => id.toLowerCase()))]
  const known = wanted.length === 0 ? [] : await findUsers(tx, wanted)
  const stranger = wanted.find((id) => !known.includes(id))
  if (stranger) {
    throw new Failure('invalid_input', `${stranger} is no user of this instance.`, [
      { path: 'members', message: 'has somebody who is no user of this instance' },
    ])
  }
  await tx.sql.deleteFrom('group_members').where('group_id', '=', groupId).execute()
  if (known.length === 0) return
  await tx.sql
    .insertInto('group_members')
    .values(known.map((user_id) => ({ group_id: groupId, user_id })))
    .execute()
}

async function findUsers(tx: Tx, ids: string[]): Promise<string[]> {
  const rows = await tx.sql.selectFrom('users').select('id').where('id', 'in', ids).execute()
  return rows.map(({ id }) => id)
}

/** Lists of users show groups too. */
export function tellMembers(tx: Tx, ...groups: Group[]): void {
  for (const id of new Set(groups.flatMap((group) => group.members.map((member) => member.id))))
    changed(tx, 'users', id)
}
