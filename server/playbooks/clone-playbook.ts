import type { PlaybookDetail } from '@tocsin/contracts/playbook.ts'
import { type Actor, Failure, type Tx } from '../platform/index.ts'
import { insertPlaybook } from './create-playbook.ts'
import { getPlaybook } from './playbook-detail.ts'
import { findPublishedGraph, getPlaybookRow } from './playbook-store.ts'
import { publishGraph } from './publish-playbook.ts'

/**
 * A copy under another name (PBK-12). What was published is published again, as version 1, and enabled whatever the
 * original was (VER-08); a draft comes along as draft.
 */
export async function clonePlaybook(tx: Tx, actor: Actor, id: string, name: string): Promise<PlaybookDetail> {
  const row = await getPlaybookRow(tx, id)
  const published = await findPublishedGraph(tx, row)
  const graph = row.draft ?? published?.graph
  if (!graph) throw new Failure('wrong_state', `"${row.name}" has neither a published version nor a draft.`)
  const copy = await insertPlaybook(tx, actor, {
    name,
    description: row.description,
    type: row.type,
    tags: row.tags,
    killOnError: row.kill_on_error,
    graph,
    origin: { kind: 'local', name: null },
    extra: row.extra,
  })
  if (published) {
    await publishGraph(
      tx,
      actor,
      await getPlaybookRow(tx, copy),
      published.graph,
      `Copy of "${row.name}"`,
      published.calls,
    )
    const settled = row.draft === null ? { draft: null, draft_saved_at: null, draft_saved_by: null } : {}
    await tx.sql
      .updateTable('playbooks')
      .set({ ...settled, enabled: true })
      .where('id', '=', copy)
      .execute()
  }
  return getPlaybook(tx, actor, copy)
}
