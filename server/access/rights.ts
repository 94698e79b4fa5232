import { type Capability, withPrerequisites } from '@tocsin/contracts'
import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '../platform/index.ts'

/** A profile whose rights somebody has now. */
export interface HeldProfile {
  name: string
  capabilities: Capability[]
}

/**
 * SQL for the profiles whose rights a user has: those of his groups together, or his own when none of them has one
 * (GRP-02, GRP-03). `user` null: nobody whom groups could mean. Null when there is no such profile.
 */
export function heldProfiles(
  user: RawBuilder<unknown> = sql`users.id`,
  own: RawBuilder<unknown> = sql`users.profile_id`,
): RawBuilder<HeldProfile[] | null> {
  const held = sql`jsonb_agg(jsonb_build_object('name', p.name, 'capabilities', p.capabilities) order by p.name)`
  return sql`coalesce(
    (select ${held} from profiles p where p.id in (
      select g.profile_id from group_members m join groups g on g.id = m.group_id where m.user_id = ${user})),
    (select ${held} from profiles p where p.id = ${own}))`
}

/** SQL for the same over `sessions` and `users`: a guest from the console has the profile that came with him, and no groups (FLT-22). */
export const sessionProfiles = heldProfiles(
  sql`case when sessions.guest is null then users.id end`,
  sql`coalesce((sessions.guest ->> 'profileId')::uuid, users.profile_id)`,
)

export function capabilitiesOf(held: readonly HeldProfile[]): Set<Capability> {
  return withPrerequisites(held.flatMap(({ capabilities }) => capabilities))
}

/** What each of these users may do now; those who may not sign in may do nothing. */
export async function readRights(tx: Tx, userIds: readonly string[]): Promise<Map<string, Set<Capability>>> {
  if (userIds.length === 0) return new Map()
  const rows = await tx.sql
    .selectFrom('users')
    .select(['id', heldProfiles().as('held')])
    .where('id', 'in', userIds)
    .where('active', '=', true)
    .execute()
  return new Map(rows.map(({ id, held }) => [id, capabilitiesOf(held ?? [])]))
}
