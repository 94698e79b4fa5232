import type { BodyOf } from '@tocsin/contracts'
import type { createGroup as contract, Group } from '@tocsin/contracts/group.ts'
import { type Actor, emit, type Tx } from '../platform/index.ts'
import { refuseMoreThanOwn } from './grant-limit.ts'
import { getGroup, holdGroups, nameTaken, refuseNameOfProfile, setMembers, tellMembers } from './group-store.ts'
import { getProfileByName } from './profile-store.ts'
import { withinOwnRights } from './within-own-rights.ts'

/** Adds a group (GRP-01). */
export async function createGroup(tx: Tx, actor: Actor, input: BodyOf<typeof contract>): Promise<Group> {
  const { name, description = '', members = [] } = input
  await holdGroups(tx)
  await refuseNameOfProfile(tx, name)
  const profile = input.profile ? await getProfileByName(tx, input.profile) : null
  if (profile) refuseMoreThanOwn(actor, profile)
  const id = await withinOwnRights(tx, actor, members, async () => {
    const made = await nameTaken(name, () =>
      tx.sql
        .insertInto('groups')
        .values({ name, description, profile_id: profile?.id ?? null })
        .returning('id')
        .executeTakeFirstOrThrow(),
    )
    await setMembers(tx, made.id, members)
    return made.id
  })
  const after = await getGroup(tx, id)
  await emit(tx, actor, { type: 'GroupCreated', subject: { kind: 'groups', id }, after })
  tellMembers(tx, after)
  return after
}
