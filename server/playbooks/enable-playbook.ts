import type { Playbook } from '@tocsin/contracts/playbook.ts'
import { type Actor, emit, Failure, type Tx } from '../platform/index.ts'
import { toPlaybook } from './playbook-list.ts'
import { getPlaybookRow, lockPlaybookRow } from './playbook-store.ts'

/** Enables or disables (VER-07, VER-09); what runs already goes on. */
export async function setPlaybookEnabled(tx: Tx, actor: Actor, id: string, enabled: boolean): Promise<Playbook> {
  const row = await lockPlaybookRow(tx, id)
  if (enabled && row.published_version === null) {
    throw new Failure('wrong_state', `"${row.name}" was never published; publish it first.`)
  }
  if (row.enabled !== enabled) {
    await tx.sql
      .updateTable('playbooks')
      .set((set) => ({ enabled, version: set('version', '+', 1) }))
      .where('id', '=', id)
      .execute()
    await emit(tx, actor, {
      type: enabled ? 'PlaybookEnabled' : 'PlaybookDisabled',
      subject: { kind: 'playbooks', id },
      after: { name: row.name },
    })
  }
  return toPlaybook(await getPlaybookRow(tx, id))
}
