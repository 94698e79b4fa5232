import type { RunState } from '../decide/index.ts'
import type { AttemptName, EntryOf } from '../journal/entry.ts'
import type { StoredRun } from '../journal/run-store.ts'
import type { Attempt } from './host.ts'

/** What the host is given for a begun attempt; null where its round is over. */
export function attemptOf(run: StoredRun, state: RunState, entry: EntryOf<'attempt-started'>): Attempt | null {
  const node = run.version.topology.node(entry.node)
  const present = state.nodes.get(entry.node)
  if (node?.kind !== 'action' || !present || present.round !== entry.round) return null
  return {
    run: run.identity,
    node: { id: node.id, name: node.name },
    integration: node.integration,
    action: node.action,
    actionType: node.actionType,
    resource: present.resource,
    inputs: present.rows[entry.iteration] ?? {},
    round: entry.round,
    iteration: entry.iteration,
    attempt: entry.attempt,
    idempotencyKey: entry.key,
    // Graphs of runs from before there was such a limit say nothing of it.
    timeoutSeconds: node.timeoutSeconds ?? null,
  }
}

/** One text per attempt, the same for the same attempt. */
export function attemptKey(name: AttemptName): string {
  return `${name.node}:${name.round}:${name.iteration}:${name.attempt}`
}

/** The keys of the present attempt of every iteration: whatever else is under way has been replaced. */
export function presentAttempts(state: RunState): Set<string> {
  return new Set(
    [...state.nodes.values()].flatMap(({ id, round, iterations }) =>
      iterations.map(({ attempts }, iteration) => attemptKey({ node: id, round, iteration, attempt: attempts })),
    ),
  )
}
