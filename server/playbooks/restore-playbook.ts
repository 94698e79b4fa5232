import type { Playbook } from '@tocsin/contracts/playbook.ts'
import { type Actor, emit, Failure, type Tx } from '../platform/index.ts'
import { explainName } from './create-playbook.ts'
import { toPlaybook } from './playbook-list.ts'
import { findPlaybookByName, getPlaybookRow, lockPlaybookOrDeleted } from './playbook-store.ts'

/** Brings a deleted playbook back, with `name` under another one; it stays disabled (PBK-13). */
export async function restorePlaybook(tx: Tx, actor: Actor, id: string, name?: string): Promise<Playbook> {
  const row = await lockPlaybookOrDeleted(tx, id)
  if (row.deleted_at === null) throw new Failure('wrong_state', `"${row.name}" is not deleted.`)
  const wanted = name ?? row.name
  if (await findPlaybookByName(tx, wanted)) {
    throw new Failure('name_taken', `There is a playbook "${wanted}" by now. Restore this one under another name.`, [
      { path: 'name', message: 'is taken' },
    ])
  }
  await tx.sql
    .updateTable('playbooks')
    .set((set) => ({ name: wanted, deleted_at: null, deleted_by: null, version: set('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
    .catch((error) => {
      throw explainName(error, wanted)
    })
  await emit(tx, actor, {
    type: 'PlaybookRestored',
    subject: { kind: 'playbooks', id },
    before: { name: row.name },
    after: { name: wanted },
  })
  return toPlaybook(await getPlaybookRow(tx, id))
}
