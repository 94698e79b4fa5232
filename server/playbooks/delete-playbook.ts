import { type Actor, emit, type Tx } from '../platform/index.ts'
import { toPlaybook } from './playbook-list.ts'
import { lockPlaybookRow } from './playbook-store.ts'

/** Deletes a playbook; runs keep the graph they started with. */
export async function deletePlaybook(tx: Tx, actor: Actor, id: string): Promise<void> {
  const row = await lockPlaybookRow(tx, id)
  await tx.sql.deleteFrom('playbooks').where('id', '=', id).execute()
  await emit(tx, actor, { type: 'PlaybookDeleted', subject: { kind: 'playbooks', id }, before: toPlaybook(row) })
}
