import { type NodeState, nodeState, type RunState } from './run-state.ts'
import type { CompiledVersion } from './run-version.ts'

/**
 * Joins (EXE-05): a node starts once, when every incoming branch that can still arrive has arrived or ended, and at
 * least one arrived. A branch that was not taken ends, and so does everything that only it leads to.
 */
export function settleOutgoing(version: CompiledVersion, state: RunState, from: string): void {
  const open = [from]
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const source = nodeState(state, id)
    for (const link of version.topology.outgoing(id)) {
      const target = nodeState(state, link.target.id)
      target.undecided -= 1
      if (source.ports.includes(link.source.port)) target.arrived += 1
      if (decideArrival(state, target) === 'skipped') open.push(target.id)
    }
  }
}

/** Counts the incoming branches of a node again, after some nodes were reset. */
export function settleIncoming(version: CompiledVersion, state: RunState, id: string): void {
  const target = nodeState(state, id)
  target.undecided = 0
  target.arrived = 0
  for (const link of version.topology.incoming(id)) {
    const source = nodeState(state, link.source.id)
    if (!isSettled(source)) target.undecided += 1
    else if (source.ports.includes(link.source.port)) target.arrived += 1
  }
}

function decideArrival(state: RunState, node: NodeState): 'skipped' | null {
  if (node.undecided > 0 || node.status !== 'idle') return null
  if (node.arrived === 0) {
    node.status = 'skipped'
    return 'skipped'
  }
  node.status = 'ready'
  state.ready.add(node.id)
  return null
}

function isSettled(node: NodeState): boolean {
  return node.status === 'succeeded' || node.status === 'failed' || node.status === 'skipped' || node.passed
}
