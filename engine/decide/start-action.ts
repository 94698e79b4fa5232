import type { Entry, EntryOf, WaitDetails } from '../journal/entry.ts'
import type { ActionNode } from '../playbook/index.ts'
import { expandInputs, type InputRow, type ValueSource } from '../values/index.ts'
import type { DecideContext } from './decide-context.ts'
import { textOf } from './expression-text.ts'
import { exitsOf } from './failure-exit.ts'
import { nodeState, type RunState } from './run-state.ts'
import type { CompiledVersion } from './run-version.ts'
import { scheduleTimes } from './schedule.ts'

/** Starts an action, or asks a person to review its inputs first (NOD-15). */
export function startAction(
  version: CompiledVersion,
  state: RunState,
  node: ActionNode,
  source: ValueSource,
  context: DecideContext,
): Entry {
  const current = nodeState(state, node.id)
  const { round } = current
  // A person has reviewed the inputs of this round already.
  if (current.startedAt && node.manualExecution) {
    const { rows, iterated, resource } = current
    return begin(version, { type: 'node-started', node: node.id, round, rows, iterated, resource })
  }
  const { rows, iterated, warnings } = expandInputs(node.inputs, source, {
    cartesian: node.cartesian,
    wholeFields: version.wholeFields(node.id),
    maxIterations: context.maxIterations,
  })
  const resource = textOf(node.resource, source)
  if (!node.manualExecution) {
    const noted = warnings.length > 0 ? { warnings } : {}
    return begin(version, { type: 'node-started', node: node.id, round, rows, iterated, resource, ...noted })
  }
  const authorizer = textOf(node.authorizer, source)
  const details: WaitDetails = { kind: 'manual', rows, iterated, resource, authorizer, warnings }
  return { type: 'wait-opened', wait: `${node.id}:${round}`, node: node.id, round, expiresAt: null, details }
}

/** A schedule whose times cannot be read fails before anything is done (SCH-02). */
function begin(version: CompiledVersion, started: EntryOf<'node-started'>): Entry {
  const { node, round, rows } = started
  const error = unreadableTime(version, node, rows)
  if (error === null) return started
  return { type: 'node-finished', node, round, status: 'failed', ports: exitsOf(version, node, 'failed'), error }
}

function unreadableTime(version: CompiledVersion, id: string, rows: readonly InputRow[]): string | null {
  const schedule = version.schedule(id)
  for (const row of schedule ? rows : []) {
    const times = schedule ? scheduleTimes(schedule, row) : null
    if (times && 'error' in times) return times.error
  }
  return null
}
