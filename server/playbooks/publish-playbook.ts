import { hasErrors, type PlaybookGraph, type PlaybookName } from '@tocsin/engine'
import { type Actor, emit, Failure, type Tx } from '../platform/index.ts'
import { bindCalls } from './playbook-shapes.ts'
import { lockPlaybookRow, type PlaybookRow } from './playbook-store.ts'
import { findProblems } from './read-graph.ts'

/** Makes the draft the next numbered version (VER-03). Its first publishing enables the playbook (VER-05, VER-06). */
export async function publishPlaybook(
  tx: Tx,
  actor: Actor,
  id: string,
  input: { description: string; enable?: boolean },
): Promise<void> {
  const row = await lockPlaybookRow(tx, id)
  if (row.draft === null) throw new Failure('wrong_state', `"${row.name}" has no draft to publish.`)
  const problems = await findProblems(tx, row.draft, row)
  if (hasErrors(problems)) {
    throw new Failure(
      'invalid_input',
      `"${row.name}" cannot be published before its errors are put right.`,
      problems
        .filter((problem) => problem.severity === 'error')
        .map((problem) => ({ path: problem.nodeId ?? problem.linkId ?? '', message: problem.message })),
    )
  }
  await publishGraph(tx, actor, row, row.draft, input.description)
  const enabled = row.published_version === null ? (input.enable ?? true) : (input.enable ?? row.enabled)
  await tx.sql
    .updateTable('playbooks')
    .set({ draft: null, draft_saved_at: null, draft_saved_by: null, enabled })
    .where('id', '=', id)
    .execute()
}

/** Stores a graph as the next version, keeping whatever draft there is; `calls` binds nested playbooks otherwise than by name. Gives the number. */
export async function publishGraph(
  tx: Tx,
  actor: Actor,
  row: PlaybookRow,
  graph: PlaybookGraph,
  description: string,
  calls?: PlaybookName[],
): Promise<number> {
  const latest = await tx.sql
    .selectFrom('playbook_versions')
    .select((select) => select.fn.max('number').as('number'))
    .where('playbook_id', '=', row.id)
    .executeTakeFirst()
  const number = (latest?.number ?? 0) + 1
  const by = JSON.stringify({ kind: actor.kind, id: actor.id, name: actor.name })
  await tx.sql
    .insertInto('playbook_versions')
    .values({
      playbook_id: row.id,
      number,
      graph: JSON.stringify(graph),
      // Under these names it finds them, whatever they are called later (NOD-60).
      calls: JSON.stringify(calls ?? (await bindCalls(tx, graph))),
      description,
      published_by: by,
    })
    .execute()
  await tx.sql
    .updateTable('playbooks')
    .set((set) => ({
      published_version: number,
      updated_at: tx.instance.clock.now(),
      updated_by: by,
      version: set('version', '+', 1),
    }))
    .where('id', '=', row.id)
    .execute()
  await emit(tx, actor, {
    type: 'PlaybookPublished',
    subject: { kind: 'playbooks', id: row.id },
    before: { version: row.published_version },
    after: { name: row.name, version: number, description },
  })
  return number
}
