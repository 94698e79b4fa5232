import type { BodyOf } from '@tocsin/contracts'
import type { changePlaybook as contract, PlaybookDetail } from '@tocsin/contracts/playbook.ts'
import { type Actor, cleanHtml, emit, Failure, type Tx } from '../platform/index.ts'
import { explainName } from './create-playbook.ts'
import { followRename } from './follow-rename.ts'
import { getPlaybook } from './playbook-detail.ts'
import { toPlaybook } from './playbook-list.ts'
import { getPlaybookRow, lockPlaybookRow } from './playbook-store.ts'

/** Changes what describes the playbook, not its graph (PBK-11). */
export async function changePlaybook(
  tx: Tx,
  actor: Actor,
  id: string,
  input: BodyOf<typeof contract>,
): Promise<PlaybookDetail> {
  const before = await lockPlaybookRow(tx, id)
  if (input.version !== undefined && input.version !== before.version) {
    throw new Failure('stale_version', `"${before.name}" was changed meanwhile. Load it again and repeat your change.`)
  }
  await tx.sql
    .updateTable('playbooks')
    .set((set) => ({
      ...(input.name === undefined ? {} : { name: input.name }),
      ...(input.description === undefined ? {} : { description: cleanHtml(input.description) }),
      ...(input.type === undefined ? {} : { type: input.type }),
      ...(input.tags === undefined ? {} : { tags: JSON.stringify(input.tags) }),
      ...(input.killOnError === undefined ? {} : { kill_on_error: input.killOnError }),
      updated_at: tx.instance.clock.now(),
      updated_by: JSON.stringify({ kind: actor.kind, id: actor.id, name: actor.name }),
      version: set('version', '+', 1),
    }))
    .where('id', '=', id)
    .execute()
    .catch((error) => {
      throw explainName(error, input.name ?? before.name)
    })
  if (input.name !== undefined && input.name !== before.name) await followRename(tx, before.name, input.name)
  const after = await getPlaybookRow(tx, id)
  await emit(tx, actor, {
    type: 'PlaybookUpdated',
    subject: { kind: 'playbooks', id },
    before: toPlaybook(before),
    after: toPlaybook(after),
  })
  return getPlaybook(tx, actor, id)
}
