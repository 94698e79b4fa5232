import { sameJson } from '@tocsin/content'
import type { PlaybookGraph } from '@tocsin/engine'
import { type Actor, emit, Failure, type Tx } from '../platform/index.ts'
import { bindCalls } from './playbook-shapes.ts'
import { findPublishedGraph, type PlaybookRow } from './playbook-store.ts'
import { readGraph } from './read-graph.ts'

/** Throws `wrong_state` where work of somebody else would be overwritten; `then` is what to do afterwards. */
export async function refuseToLoseDraft(
  tx: Tx,
  actor: Actor,
  row: PlaybookRow,
  graph: PlaybookGraph,
  then: string,
): Promise<void> {
  if (!(await hasWorkToLose(tx, actor, row, graph))) return
  throw new Failure('wrong_state', `${describeDraft(row)} Publish or discard it, then ${then}.`)
}

/** Whether its draft says something that neither the published version nor `graph` says; a key's own draft is no loss. */
export async function hasWorkToLose(tx: Tx, actor: Actor, row: PlaybookRow, graph: PlaybookGraph): Promise<boolean> {
  if (row.draft === null || (actor.userId === null && isOwn(actor, row))) return false
  const draft = readGraph(row.draft)
  if (sameJson(draft, graph)) return false
  const published = await findPublishedGraph(tx, row)
  return !published || !sameJson(draft, readGraph(published.graph))
}

function isOwn(actor: Actor, { draft_saved_by: by }: PlaybookRow): boolean {
  return by !== null && by.kind === actor.kind && by.id === actor.id
}

/** Whose draft it is and since when. */
export function describeDraft({ name, draft_saved_by: by, draft_saved_at: at }: PlaybookRow): string {
  const since = at === null ? '' : `, saved ${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
  return `"${name}" has a draft of ${by?.name ?? 'somebody'} that is not published${since}.`
}

/** Keeps a draft among the versions, where it can be opened again, without publishing it. Gives its number (VER-04). */
export async function keepDraftAsVersion(tx: Tx, actor: Actor, row: PlaybookRow): Promise<number> {
  if (row.draft === null) throw new Error(`${row.name} has no draft to keep.`)
  const latest = await tx.sql
    .selectFrom('playbook_versions')
    .select((select) => select.fn.max('number').as('number'))
    .where('playbook_id', '=', row.id)
    .executeTakeFirst()
  const number = (latest?.number ?? 0) + 1
  const description = `Draft of ${row.draft_saved_by?.name ?? 'somebody'}, kept before an import`
  await tx.sql
    .insertInto('playbook_versions')
    .values({
      ...{ playbook_id: row.id, number, description },
      graph: JSON.stringify(row.draft),
      calls: JSON.stringify(await bindCalls(tx, readGraph(row.draft))),
      published_by: JSON.stringify(row.draft_saved_by ?? { kind: actor.kind, id: actor.id, name: actor.name }),
    })
    .execute()
  await emit(tx, actor, {
    type: 'PlaybookDraftKept',
    subject: { kind: 'playbooks', id: row.id },
    after: { name: row.name, version: number, description },
  })
  await dropDraft(tx, row.id)
  return number
}

/** Takes a draft away whose work is elsewhere. */
export async function dropDraft(tx: Tx, id: string): Promise<void> {
  await tx.sql
    .updateTable('playbooks')
    .set({ draft: null, draft_saved_at: null, draft_saved_by: null })
    .where('id', '=', id)
    .execute()
}
