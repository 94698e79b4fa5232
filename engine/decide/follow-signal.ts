import type { Entry, Signal } from '../journal/entry.ts'
import { downstreamIds } from '../playbook/index.ts'
import type { RunState } from './run-state.ts'
import type { CompiledVersion } from './run-version.ts'

/** What an order from outside does to a run: nothing where it comes too late (EXE-10, EXE-11). */
export function followSignal(version: CompiledVersion, state: RunState, signal: Signal): Entry[] {
  if (signal.kind === 'kill') {
    return state.finished || state.killed ? [] : [{ type: 'killed', by: signal.by, reason: signal.reason }]
  }
  // Conditions are looked at by decide; the order itself is no fact of the history.
  if (signal.kind === 'look' || !state.nodes.has(signal.node)) return []
  const after = signal.scope === 'from-here' ? downstreamIds(version.topology, signal.node) : new Set<string>()
  const closed = [...state.waits.values()]
    .filter((wait) => wait.node === signal.node || after.has(wait.node))
    .map((wait): Entry => ({ type: 'wait-closed', wait: wait.wait, node: wait.node, by: 'rerun', answer: null }))
  return [...closed, { type: 'nodes-reset', node: signal.node, scope: signal.scope, by: signal.by }]
}
