import type { AttemptName, EntryOf } from '../journal/entry.ts'
import { endIteration, iterationOf, refreshBusy } from './end-node.ts'
import { type IterationState, nodeState, type RunState, type Timer, timerKey } from './run-state.ts'
import type { CompiledVersion } from './run-version.ts'

export function newIteration(): IterationState {
  return {
    status: 'pending',
    attempts: 0,
    failures: 0,
    repetition: 1,
    startedAt: null,
    finishedAt: null,
    error: null,
    result: null,
  }
}

export function startAttempt(state: RunState, entry: EntryOf<'attempt-started'>, at: Date): void {
  const iteration = iterationOf(state, entry)
  if (!iteration) return
  const node = nodeState(state, entry.node)
  iteration.status = 'running'
  node.lost.delete(entry.iteration)
  iteration.attempts = entry.attempt
  iteration.startedAt ??= at
  node.running += 1
  node.next = Math.max(node.next, entry.iteration + 1)
  state.running += 1
  if (entry.replaceAt === undefined) state.timers.delete(timerKey(entry.node, entry.iteration))
  else setTimer(state, entry, entry.replaceAt, 'replace')
  refreshBusy(state, node)
}

export function finishAttempt(
  version: CompiledVersion,
  state: RunState,
  entry: EntryOf<'attempt-finished'>,
  at: Date,
): void {
  const iteration = iterationOf(state, entry)
  // What was stopped in favour of the next repetition may still report; that changes nothing.
  if (!iteration || iteration.attempts !== entry.attempt) return
  const node = nodeState(state, entry.node)
  leave(state, entry, iteration)
  iteration.result = entry.result ?? null
  if (!entry.again) {
    endIteration(version, state, node, iteration, { status: entry.status, error: entry.error ?? null, at })
    return
  }
  iteration.status = 'paused'
  iteration.error = entry.status === 'failed' ? (entry.error ?? 'The action failed') : null
  if (entry.again.why === 'retry') iteration.failures += 1
  if (entry.again.why === 'schedule') iteration.repetition += 1
  setTimer(state, entry, entry.again.at, entry.again.why === 'expiry' ? 'expire' : 'begin')
  refreshBusy(state, node)
}

export function loseAttempt(state: RunState, entry: EntryOf<'attempt-lost'>): void {
  const iteration = iterationOf(state, entry)
  if (iteration?.status !== 'running') return
  const node = nodeState(state, entry.node)
  leave(state, entry, iteration)
  iteration.status = 'lost'
  node.lost.add(entry.iteration)
  refreshBusy(state, node)
}

/** The next repetition follows in the same append. */
export function stopAttempt(state: RunState, entry: EntryOf<'attempt-stopped'>): void {
  const iteration = iterationOf(state, entry)
  if (iteration?.status !== 'running' || iteration.attempts !== entry.attempt) return
  leave(state, entry, iteration)
  iteration.status = 'paused'
  iteration.repetition += 1
  refreshBusy(state, nodeState(state, entry.node))
}

/** The last result stays, and whether it was a failure (SCH-03, SCH-07). */
export function expireSchedule(
  version: CompiledVersion,
  state: RunState,
  entry: EntryOf<'schedule-expired'>,
  at: Date,
): void {
  const iteration = iterationOf(state, entry)
  if (iteration?.status !== 'paused') return
  state.timers.delete(timerKey(entry.node, entry.iteration))
  const { error } = iteration
  const status = error === null ? 'succeeded' : 'failed'
  endIteration(version, state, nodeState(state, entry.node), iteration, { status, error, at })
}

/** The attempt is not under way any more. */
function leave(state: RunState, name: AttemptName, iteration: IterationState): void {
  state.timers.delete(timerKey(name.node, name.iteration))
  if (iteration.status !== 'running') return
  nodeState(state, name.node).running -= 1
  state.running -= 1
}

function setTimer(state: RunState, name: AttemptName, at: string, what: Timer['what']): void {
  const { node, iteration } = name
  state.timers.set(timerKey(node, iteration), { node, iteration, at: new Date(at), what })
}
