import type { BodyOf, ResponseOf } from '@tocsin/contracts'
import type { savePlaybookDraft as contract } from '@tocsin/contracts/playbook.ts'
import { type Actor, changed, emit, Failure, type Tx } from '../platform/index.ts'
import { lockPlaybookRow } from './playbook-store.ts'
import { findProblems, readGraph } from './read-graph.ts'

/**
 * Saves the draft. `revision` is the one the editor began from (null where there was none): a draft that somebody else
 * saved meanwhile is not overwritten.
 */
export async function saveDraft(
  tx: Tx,
  actor: Actor,
  id: string,
  input: BodyOf<typeof contract>,
): Promise<ResponseOf<typeof contract>> {
  const graph = readGraph(input.graph)
  const row = await lockPlaybookRow(tx, id)
  const current = row.draft === null ? null : row.draft_revision
  if (input.revision !== undefined && input.revision !== current) {
    const by = row.draft_saved_by?.name ?? 'somebody'
    throw new Failure('stale_version', `${by} saved this draft meanwhile. Load it again; your copy was not saved.`)
  }
  const savedAt = tx.instance.clock.now()
  const revision = row.draft_revision + 1
  await tx.sql
    .updateTable('playbooks')
    .set({
      draft: JSON.stringify(graph),
      draft_revision: revision,
      draft_saved_at: savedAt,
      draft_saved_by: JSON.stringify({ kind: actor.kind, id: actor.id, name: actor.name }),
    })
    .where('id', '=', id)
    .execute()
  // A draft is saved every few seconds; the first one is news, the rest is typing.
  if (row.draft === null) {
    await emit(tx, actor, {
      type: 'PlaybookDraftCreated',
      subject: { kind: 'playbooks', id },
      after: { name: row.name },
    })
  } else {
    changed(tx, 'playbooks', id)
  }
  return { revision, savedAt: savedAt.toISOString(), problems: await findProblems(tx, graph, row) }
}

/** Goes back to the published version. */
export async function discardDraft(tx: Tx, actor: Actor, id: string): Promise<void> {
  const row = await lockPlaybookRow(tx, id)
  if (row.draft === null) throw new Failure('wrong_state', `"${row.name}" has no draft.`)
  if (row.published_version === null) {
    throw new Failure('wrong_state', `"${row.name}" was never published; delete it instead.`)
  }
  await tx.sql
    .updateTable('playbooks')
    .set((set) => ({ draft: null, draft_saved_at: null, draft_saved_by: null, version: set('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
  await emit(tx, actor, {
    type: 'PlaybookDraftDiscarded',
    subject: { kind: 'playbooks', id },
    after: { name: row.name },
  })
}
