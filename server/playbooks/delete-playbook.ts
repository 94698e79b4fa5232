import { type Actor, emit, Failure, type Tx } from '../platform/index.ts'
import { toPlaybook } from './playbook-list.ts'
import { lockPlaybookOrDeleted, lockPlaybookRow } from './playbook-store.ts'

/** Puts a playbook among the deleted ones, disabled; runs keep the graph they started with (PBK-13). */
export async function deletePlaybook(tx: Tx, actor: Actor, id: string): Promise<void> {
  const row = await lockPlaybookRow(tx, id)
  await tx.sql
    .updateTable('playbooks')
    .set((set) => ({
      enabled: false,
      deleted_at: tx.instance.clock.now(),
      deleted_by: JSON.stringify({ kind: actor.kind, id: actor.id, name: actor.name }),
      version: set('version', '+', 1),
    }))
    .where('id', '=', id)
    .execute()
  await emit(tx, actor, { type: 'PlaybookDeleted', subject: { kind: 'playbooks', id }, before: toPlaybook(row) })
}

/** Removes a deleted playbook with its draft and versions for good; past runs stay readable (PBK-13). */
export async function purgePlaybook(tx: Tx, actor: Actor, id: string): Promise<void> {
  const row = await lockPlaybookOrDeleted(tx, id)
  if (row.deleted_at === null) {
    throw new Failure('wrong_state', `"${row.name}" is not deleted. Delete it first, then remove it for good.`)
  }
  await tx.sql.deleteFrom('playbooks').where('id', '=', id).execute()
  await emit(tx, actor, { type: 'PlaybookPurged', subject: { kind: 'playbooks', id }, before: toPlaybook(row) })
}
