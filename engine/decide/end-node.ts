import type { AttemptName } from '../journal/entry.ts'
import { catchesFailure, exitsOf } from './failure-exit.ts'
import { type IterationState, type NodeState, nodeState, type RunState } from './run-state.ts'
import type { CompiledVersion } from './run-version.ts'
import { settleOutgoing } from './settle.ts'

/** Ends a node and carries the news along its links. */
export function endNode(
  version: CompiledVersion,
  state: RunState,
  node: NodeState,
  end: { status: 'succeeded' | 'failed'; ports: string[]; error: string | null; at: Date },
): void {
  node.status = end.status
  node.ports = end.ports
  node.error = end.error
  node.finishedAt = end.at
  state.ready.delete(node.id)
  state.busy.delete(node.id)
  state.calls.delete(node.id)
  if (end.status === 'failed' && !catchesFailure(version, node.id)) state.failed.add(node.id)
  else state.failed.delete(node.id)
  if (!node.alone && !node.passed) settleOutgoing(version, state, node.id)
}

/** Ends one iteration; with the last one the node ends, failed if any failed (EXE-06). */
export function endIteration(
  version: CompiledVersion,
  state: RunState,
  node: NodeState,
  iteration: IterationState,
  end: { status: 'succeeded' | 'failed'; error: string | null; at: Date },
): void {
  iteration.status = end.status
  iteration.error = end.error
  iteration.finishedAt = end.at
  node.ended += 1
  refreshBusy(state, node)
  if (node.ended < node.iterations.length) return
  const failed = node.iterations.filter((each) => each.status === 'failed')
  const error = failed[0]?.error ?? (failed.length > 0 ? 'The action failed' : null)
  const some =
    failed.length > 0 && node.iterations.length > 1 ? ` (${failed.length} of ${node.iterations.length} failed)` : ''
  const status = failed.length > 0 ? 'failed' : 'succeeded'
  endNode(version, state, node, {
    status,
    ports: exitsOf(version, node.id, status),
    error: error && `${error}${some}`,
    at: end.at,
  })
}

/** The iteration an entry is about, or null where its round is over. */
export function iterationOf(
  state: RunState,
  name: Pick<AttemptName, 'node' | 'round' | 'iteration'>,
): IterationState | null {
  const node = nodeState(state, name.node)
  return node.round === name.round ? (node.iterations[name.iteration] ?? null) : null
}

/** A node is busy while something of it can begin. */
export function refreshBusy(state: RunState, node: NodeState): void {
  if (node.status === 'running' && (node.lost.size > 0 || node.next < node.iterations.length)) state.busy.add(node.id)
  else state.busy.delete(node.id)
}
