import type { AttemptName, Entry } from '../journal/entry.ts'
import type { DecideContext } from './decide-context.ts'
import { type NodeState, nodeState, type RunState } from './run-state.ts'
import { type CompiledVersion, nameOf } from './run-version.ts'
import { nextRepetition, scheduleTimes } from './schedule.ts'

type Context = Pick<DecideContext, 'runId' | 'mayBegin' | 'now'>

/**
 * Begins attempts as far as there is room. A lost attempt is begun again with the same key where repeating does no
 * harm; else a person decides, because nobody knows whether it happened.
 */
export function beginAttempts(
  version: CompiledVersion,
  state: RunState,
  context: Context,
): { entries: Entry[]; wanted: number } {
  const entries: Entry[] = []
  let room = context.mayBegin
  let wanted = 0
  const tryBegin = (node: NodeState, iteration: number, replaced: Entry[] = []) => {
    if (room > 0) entries.push(...replaced, begin(version, context, node, iteration, replaced.length))
    else wanted += 1
    room -= 1
  }
  for (const timer of state.timers.values()) {
    if (timer.at > context.now) continue
    const node = nodeState(state, timer.node)
    if (timer.what === 'expire' || isOver(version, node, timer.iteration, context.now)) {
      entries.push({ type: 'schedule-expired', node: node.id, round: node.round, iteration: timer.iteration })
    } else tryBegin(node, timer.iteration, timer.what === 'replace' ? [stop(node, timer.iteration)] : [])
  }
  for (const id of state.busy) {
    const node = nodeState(state, id)
    for (const iteration of node.lost) {
      const again = node.iterations[iteration]?.status === 'again'
      if (!again && !version.isIdempotent(id)) entries.push(askAboutLost(version, node, iteration))
      else tryBegin(node, iteration)
    }
    for (let iteration = node.next; iteration < node.iterations.length; iteration += 1) {
      if (room <= 0) {
        wanted += node.iterations.length - iteration
        break
      }
      tryBegin(node, iteration)
    }
  }
  return { entries, wanted }
}

/** The key is the same for all attempts of one iteration, or of one of its repetitions. */
function begin(version: CompiledVersion, context: Context, node: NodeState, iteration: number, passed: number): Entry {
  const before = node.iterations[iteration]
  const attempt = (before?.attempts ?? 0) + 1
  const repetition = (before?.repetition ?? 1) + passed
  const key = `${context.runId}:${node.id}:${node.round}:${iteration}${repetition > 1 ? `:${repetition}` : ''}`
  const replaceAt = replacedAt(version, node, iteration, context.now)
  return {
    type: 'attempt-started',
    node: node.id,
    round: node.round,
    iteration,
    attempt,
    key,
    ...(replaceAt ? { replaceAt } : {}),
  }
}

/** After a long standstill the time of a schedule may be over before its next repetition has begun (SCH-03). */
function isOver(version: CompiledVersion, node: NodeState, iteration: number, now: Date): boolean {
  const schedule = version.schedule(node.id)
  const first = node.iterations[iteration]
  if (!schedule || !first?.startedAt || first.status !== 'paused') return false
  const times = scheduleTimes(schedule, node.rows[iteration] ?? {})
  return !('error' in times) && times.expire !== null && now.getTime() >= first.startedAt.getTime() + times.expire
}

/** When the next repetition stops this one, where the action says so and its schedule goes on (SCH-05). */
function replacedAt(version: CompiledVersion, node: NodeState, iteration: number, now: Date): string | null {
  const schedule = version.schedule(node.id)
  if (!schedule?.force) return null
  const times = scheduleTimes(schedule, node.rows[iteration] ?? {})
  if ('error' in times) return null
  const { at, why } = nextRepetition(times, node.iterations[iteration]?.startedAt ?? now, now)
  return why === 'schedule' ? at.toISOString() : null
}

function stop(node: NodeState, iteration: number): Entry {
  return { type: 'attempt-stopped', ...nameOfAttempt(node, iteration) }
}

function nameOfAttempt(node: NodeState, iteration: number): AttemptName {
  return { node: node.id, round: node.round, iteration, attempt: node.iterations[iteration]?.attempts ?? 1 }
}

function askAboutLost(version: CompiledVersion, node: NodeState, iteration: number): Entry {
  const name = nameOfAttempt(node, iteration)
  const title = nameOf(version.topology.node(node.id))
  const reason = `The worker stopped while “${title}” was running; nobody knows whether it took effect. Check, then retry it or mark it as failed.`
  return {
    type: 'wait-opened',
    wait: `${node.id}:${node.round}:${iteration}:${name.attempt}`,
    node: node.id,
    round: node.round,
    expiresAt: null,
    details: { kind: 'lost', iteration, attempt: name.attempt, reason, inputs: node.rows[iteration] ?? {} },
  }
}
