import type { ActionOutcome, AttemptName, EntryOf } from '../journal/entry.ts'
import type { PlaybookNode } from '../playbook/index.ts'
import { iterationOf } from './end-node.ts'
import { type IterationState, nodeState, type RunState } from './run-state.ts'
import type { CompiledVersion } from './run-version.ts'
import { meetsExit, nextRepetition, scheduleTimes } from './schedule.ts'

type Again = NonNullable<EntryOf<'attempt-finished'>['again']>
type Retry = NonNullable<Extract<PlaybookNode, { kind: 'action' }>['retry']>

/** No pause is longer, however steep the back-off. */
const LONGEST_PAUSE_SECONDS = 86_400

/**
 * Whether the iteration goes on after this outcome, and when: the next repetition of a schedule, or another attempt
 * after a failure. Undefined: the iteration is over, or the outcome comes too late to matter.
 */
export function afterAttempt(
  version: CompiledVersion,
  state: RunState,
  name: AttemptName,
  outcome: Pick<ActionOutcome, 'status' | 'output'>,
  now: Date,
): Again | undefined {
  const iteration = iterationOf(state, name)
  if (iteration?.status !== 'running' || iteration.attempts !== name.attempt) return undefined
  const inputs = nodeState(state, name.node).rows[name.iteration] ?? {}
  const schedule = version.schedule(name.node)
  if (!schedule) return afterFailure(version, name.node, iteration, outcome, now)
  if (outcome.status === 'succeeded' && meetsExit(schedule, inputs, outcome.output)) return undefined
  const times = scheduleTimes(schedule, inputs)
  if ('error' in times) return undefined
  const { at, why } = nextRepetition(times, iteration.startedAt ?? now, now)
  return { at: at.toISOString(), why }
}

function afterFailure(
  version: CompiledVersion,
  id: string,
  iteration: IterationState,
  outcome: Pick<ActionOutcome, 'status'>,
  now: Date,
): Again | undefined {
  const node = version.topology.node(id)
  // Graphs of runs from before there were retries say nothing of them.
  const retry = node?.kind === 'action' ? (node.retry ?? null) : null
  if (outcome.status === 'succeeded' || !retry || iteration.failures >= retry.times) return undefined
  return { at: new Date(now.getTime() + pauseSeconds(retry, iteration.failures) * 1000).toISOString(), why: 'retry' }
}

/** The pause after so many earlier failures: each is `factor` times as long as the one before. */
export function pauseSeconds(retry: Retry, failures: number): number {
  return Math.min(LONGEST_PAUSE_SECONDS, retry.delaySeconds * (retry.factor ?? 1) ** failures)
}
