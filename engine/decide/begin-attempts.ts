import type { Entry } from '../journal/entry.ts'
import type { DecideContext } from './decide-context.ts'
import { type NodeState, nodeState, type RunState } from './run-state.ts'
import { type CompiledVersion, nameOf } from './run-version.ts'

/**
 * Begins attempts as far as there is room. A lost attempt is begun again with the same key where repeating does no
 * harm; else a person decides, because nobody knows whether it happened.
 */
export function beginAttempts(
  version: CompiledVersion,
  state: RunState,
  context: Pick<DecideContext, 'runId' | 'mayBegin'>,
): { entries: Entry[]; wanted: number } {
  const entries: Entry[] = []
  let room = context.mayBegin
  let wanted = 0
  for (const id of state.busy) {
    const node = nodeState(state, id)
    for (const iteration of node.lost) {
      const again = node.iterations[iteration]?.status === 'again'
      if (!again && !version.isIdempotent(id)) entries.push(askAboutLost(version, node, iteration))
      else if (room-- > 0) entries.push(begin(context.runId, node, iteration))
      else wanted += 1
    }
    for (let iteration = node.next; iteration < node.iterations.length; iteration += 1) {
      if (room-- > 0) entries.push(begin(context.runId, node, iteration))
      else {
        wanted += node.iterations.length - iteration
        break
      }
    }
  }
  return { entries, wanted }
}

function begin(runId: string, node: NodeState, iteration: number): Entry {
  const attempt = (node.iterations[iteration]?.attempts ?? 0) + 1
  const key = `${runId}:${node.id}:${node.round}:${iteration}`
  return { type: 'attempt-started', node: node.id, round: node.round, iteration, attempt, key }
}

function askAboutLost(version: CompiledVersion, node: NodeState, iteration: number): Entry {
  const attempt = node.iterations[iteration]?.attempts ?? 1
  const name = nameOf(version.topology.node(node.id))
  const reason = `The worker stopped while “${name}” was running; nobody knows whether it took effect. Check, then retry it or mark it as failed.`
  return {
    type: 'wait-opened',
    wait: `${node.id}:${node.round}:${iteration}:${attempt}`,
    node: node.id,
    round: node.round,
    expiresAt: null,
    details: { kind: 'lost', iteration, attempt, reason, inputs: node.rows[iteration] ?? {} },
  }
}
