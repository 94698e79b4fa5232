import { killRun as killEngineRun, rerunNode as rerunEngineNode } from '@tocsin/engine/stores/postgres/send-signal.ts'
import { type Actor, emit, Failure, notFound, queryable, type Tx } from '../platform/index.ts'
import { getVisibleRun } from './run-access.ts'

/** Ends a run now: stops its scripts and cancels what it waits for (EXE-10, EXE-12). */
export async function killRun(tx: Tx, actor: Actor, id: string): Promise<void> {
  const run = await getVisibleRun(tx, actor, id)
  const sent = await killEngineRun(queryable(tx), id, { by: actor.name })
  if (!sent) throw new Failure('wrong_state', `This run of "${run.name}" is over already.`)
  await emit(tx, actor, {
    type: 'PlaybookExecutionKillOrdered',
    subject: { kind: 'runs', id },
    parent: parentOf(run),
    after: { playbook: run.name },
  })
  tx.afterCommit(() => tx.instance.wakeWorkers())
}

/** Runs a node again, alone or with all that follows (EXE-10, EXE-11). */
export async function rerunNode(
  tx: Tx,
  actor: Actor,
  id: string,
  nodeId: string,
  scope: 'this' | 'from-here',
): Promise<void> {
  const run = await getVisibleRun(tx, actor, id)
  const { rows } = await queryable(tx).query(
    `select n ->> 'name' as name from run_graphs g join runs r on r.graph_hash = g.hash,
       json_array_elements(g.version -> 'graph' -> 'nodes') n where r.id = $1 and n ->> 'id' = $2`,
    [id, nodeId],
  )
  const [node] = rows
  if (!node) throw notFound('node', nodeId)
  await rerunEngineNode(queryable(tx), id, { node: nodeId, scope, by: actor.name })
  await emit(tx, actor, {
    type: 'PlaybookNodeRerunOrdered',
    subject: { kind: 'runs', id },
    parent: parentOf(run),
    after: { playbook: run.name, node: nodeId, nodeName: String(node.name ?? ''), scope },
  })
  tx.afterCommit(() => tx.instance.wakeWorkers())
}

function parentOf(run: { subject_kind: string | null; subject_id: string | null }) {
  return run.subject_kind === null ? null : { kind: run.subject_kind, id: run.subject_id ?? '' }
}
