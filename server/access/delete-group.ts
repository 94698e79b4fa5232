import { type Actor, emit, type Tx } from '../platform/index.ts'
import { getGroup, holdGroups, tellMembers } from './group-store.ts'
import { withinOwnRights } from './within-own-rights.ts'

/** Deletes a group; its members have the rights of their other groups, or their own again (GRP-03). */
export async function deleteGroup(tx: Tx, actor: Actor, id: string): Promise<void> {
  await holdGroups(tx)
  const before = await getGroup(tx, id)
  const members = before.members.map((member) => member.id)
  await withinOwnRights(tx, actor, members, () =>
    tx.sql.deleteFrom('groups').where('id', '=', before.id).executeTakeFirst(),
  )
  await emit(tx, actor, { type: 'GroupDeleted', subject: { kind: 'groups', id: before.id }, before })
  tellMembers(tx, before)
}
