import type { Entry, FinalStatus } from '../journal/entry.ts'
import { beginAttempts } from './begin-attempts.ts'
import { beginCalls } from './begin-calls.ts'
import type { DecideContext } from './decide-context.ts'
import { readByFilter } from './decide-filter.ts'
import { expiredWaits } from './expire-waits.ts'
import { isIdle, type RunState } from './run-state.ts'
import type { CompiledVersion } from './run-version.ts'
import { startNode } from './start-node.ts'
import { endMetConditions } from './start-wait.ts'
import { type Needs, needsOf } from './value-source.ts'

export interface Decision {
  /** What to record, in order. The effect of an entry begins when it is committed. */
  entries: Entry[]
  /** What must be loaded before more can be decided. */
  needs: Needs
  /** Attempts that could begin if `mayBegin` allowed it. */
  wanted: number
}

/**
 * What follows from the state as it is: the next layer of entries. Pure; call it again after applying them until it
 * answers no entries and no needs. A run that is over or killed decides nothing but its end.
 */
export function decide(version: CompiledVersion, state: RunState, context: DecideContext): Decision {
  const nothing: Decision = { entries: [], needs: { scopes: [], values: [] }, wanted: 0 }
  if (state.finished) return nothing
  if (!state.started) return { ...nothing, entries: [{ type: 'run-started' }] }
  const stop = stopStatus(version, state)
  if (stop) return { ...nothing, entries: endRun(state, stop) }
  const expired = expiredWaits(state, context.now)
  if (expired.length > 0) return { ...nothing, entries: expired }

  const decision = nothing
  for (const id of state.ready) {
    const node = version.topology.node(id)
    if (!node) continue
    const needs = needsOf(node, state, context, readByFilter(version, node))
    if (needs.scopes.length > 0 || needs.values.length > 0) {
      decision.needs.scopes.push(...needs.scopes)
      decision.needs.values.push(...needs.values)
    } else decision.entries.push(startNode(version, state, node, context))
  }
  const begun = beginAttempts(version, state, context)
  decision.entries.push(...begun.entries)
  decision.wanted = begun.wanted
  const calls = beginCalls(version, state, context)
  const met = context.lookAgain ? endMetConditions(version, state, context) : calls
  for (const each of new Set([calls, met])) {
    decision.entries.push(...each.entries)
    decision.needs.scopes.push(...each.needs.scopes)
    decision.needs.values.push(...each.needs.values)
  }
  const held = !isIdle(state) || state.waits.size > 0 || state.timers.size > 0
  if (!held) decision.entries.push({ type: 'run-finished', status: endStatus(state) })
  return decision
}

/** The next moment at which something happens by itself: a question expires, a repetition is due. */
export function nextMoment(state: RunState): Date | null {
  let next: Date | null = null
  for (const { expiresAt } of state.waits.values()) if (expiresAt && (!next || expiresAt < next)) next = expiresAt
  for (const { at } of state.timers.values()) if (!next || at < next) next = at
  return next
}

/** Kill and kill-on-error end a run at once (EXE-09, EXE-12). */
function stopStatus(version: CompiledVersion, state: RunState): FinalStatus | null {
  if (state.killed) return 'killed'
  return version.graph.killOnError && state.failed.size > 0 ? 'failed' : null
}

function endRun(state: RunState, status: FinalStatus): Entry[] {
  const closed = [...state.waits.values()].map(
    (wait): Entry => ({ type: 'wait-closed', wait: wait.wait, node: wait.node, by: 'kill', answer: null }),
  )
  const [failed] = [...state.failed].map((id) => state.nodes.get(id)?.error)
  return [...closed, { type: 'run-finished', status, error: status === 'failed' ? (failed ?? undefined) : undefined }]
}

/** Any failed node shows in the end, unless the playbook deals with its failure (EXE-08). */
function endStatus(state: RunState): FinalStatus {
  const unwell = state.failed.size > 0 || [...state.nodes.values()].some((node) => node.status === 'killed')
  return unwell ? 'completed_with_errors' : 'completed'
}
