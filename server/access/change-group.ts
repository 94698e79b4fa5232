import type { BodyOf } from '@tocsin/contracts'
import type { changeGroup as contract, Group } from '@tocsin/contracts/group.ts'
import { type Actor, emit, Failure, type Tx } from '../platform/index.ts'
import { refuseMoreThanOwn } from './grant-limit.ts'
import { getGroup, holdGroups, nameTaken, refuseNameOfProfile, setMembers, tellMembers } from './group-store.ts'
import { getProfileByName } from './profile-store.ts'
import { withinOwnRights } from './within-own-rights.ts'

/** Changes a group; its members may do something else with their next call (GRP-02). */
export async function changeGroup(tx: Tx, actor: Actor, id: string, input: BodyOf<typeof contract>): Promise<Group> {
  await holdGroups(tx)
  const before = await getGroup(tx, id)
  if (input.version !== undefined && input.version !== before.version) {
    throw new Failure('stale_version', `${before.name} was changed meanwhile. Load again and repeat your change.`)
  }
  if (input.name !== undefined && input.name.toLowerCase() !== before.name.toLowerCase()) {
    await refuseNameOfProfile(tx, input.name)
  }
  const profile = input.profile ? await getProfileByName(tx, input.profile) : null
  if (profile && profile.name !== before.profile) refuseMoreThanOwn(actor, profile)
  const concerned = [...before.members.map((member) => member.id), ...(input.members ?? [])]
  await withinOwnRights(tx, actor, concerned, async () => {
    await nameTaken(input.name ?? before.name, () =>
      tx.sql
        .updateTable('groups')
        .set((set) => ({
          version: set('version', '+', 1),
          ...(input.name === undefined ? {} : { name: input.name }),
          ...(input.description === undefined ? {} : { description: input.description }),
          ...(input.profile === undefined ? {} : { profile_id: profile?.id ?? null }),
        }))
        .where('id', '=', before.id)
        .execute(),
    )
    if (input.members) await setMembers(tx, before.id, input.members)
  })
  const after = await getGroup(tx, before.id)
  await emit(tx, actor, { type: 'GroupUpdated', subject: { kind: 'groups', id: before.id }, before, after })
  tellMembers(tx, before, after)
  return after
}
