import type { Entry, StoredResult } from '../journal/entry.ts'
import type { NestedPlaybookNode, RepeatNode } from '../playbook/index.ts'
import { playbookNamed } from '../playbook/index.ts'
import { ConditionError, holds, resolve, type ValueSource } from '../values/index.ts'
import { pauseSeconds } from './after-attempt.ts'
import type { DecideContext } from './decide-context.ts'
import { exitsOf } from './failure-exit.ts'
import { type NodeState, nodeState, type RunState } from './run-state.ts'
import type { CompiledVersion } from './run-version.ts'
import { type Needs, needsOf, resultOf, valueSource } from './value-source.ts'

type CallNode = NestedPlaybookNode | RepeatNode

/** The calls of other playbooks that can begin now, the pauses before them, and the end of nodes whose calls are over. */
export function beginCalls(
  version: CompiledVersion,
  state: RunState,
  context: DecideContext,
): { entries: Entry[]; needs: Needs } {
  const entries: Entry[] = []
  const needs: Needs = { scopes: [], values: [] }
  for (const id of state.calls) {
    const node = version.topology.node(id)
    if (node?.kind !== 'playbook' && node?.kind !== 'repeat') continue
    const current = nodeState(state, id)
    const lacks = needsOf(node, state, context)
    const items = current.plan?.items
    if (items && 'stored' in items && !context.values.has(items.stored)) lacks.values.push(items.stored)
    if (lacks.scopes.length > 0 || lacks.values.length > 0) {
      needs.scopes.push(...lacks.scopes)
      needs.values.push(...lacks.values)
    } else entries.push(...carryOn({ version, state, node, current, context }))
  }
  return { entries, needs }
}

interface Step {
  version: CompiledVersion
  state: RunState
  node: CallNode
  current: NodeState
  context: DecideContext
}

function carryOn(step: Step): Entry[] {
  const { current, version, state } = step
  const failed = current.iterations.find((call) => call.status === 'failed')
  if (current.plan?.count === null && failed) return [end(step, 'failed', failed.error)]
  const begun = nextCalls(version, state, current).map((call) => beginCall(step, call))
  if (begun.length > 0) return begun
  return current.plan?.count === null ? goOnUntil(step) : endOfAll(step)
}

/** All calls are over: failed if one of them did. */
function endOfAll(step: Step): Entry[] {
  const { iterations } = step.current
  const failed = iterations.filter((call) => call.status === 'failed')
  const some = failed.length > 0 && iterations.length > 1 ? ` (${failed.length} of ${iterations.length} failed)` : ''
  const error = failed[0] && `${failed[0].error ?? 'The playbook failed.'}${some}`
  return [end(step, failed.length > 0 ? 'failed' : 'succeeded', error ?? null)]
}

/** After each round the condition is looked at; the node's own output is what the last round gave. */
function goOnUntil(step: Step): Entry[] {
  const { node, current } = step
  if (node.kind !== 'repeat') return []
  const rounds = current.iterations.length
  try {
    if (rounds > 0 && holds(node, callSource(step))) return [end(step, 'succeeded', null)]
  } catch (error) {
    if (!(error instanceof ConditionError)) throw error
    return [end(step, 'failed', error.message)]
  }
  if (rounds >= node.maxRounds) return [end(step, 'failed', `The condition did not hold after ${rounds} rounds.`)]
  return [rounds > 0 && node.pauseSeconds > 0 ? pause(step, rounds, node.pauseSeconds, 'repeat') : callOf(step, rounds)]
}

function beginCall(step: Step, call: number): Entry {
  const { node, current } = step
  const state = current.iterations[call]
  if (state?.status !== 'paused' || !node.retry) return callOf(step, call)
  return pause(step, call, pauseSeconds(node.retry, state.failures - 1), 'retry')
}

function callOf(step: Step, call: number): Entry {
  const { node, current, context, version } = step
  const attempt = (current.iterations[call]?.attempts ?? 0) + 1
  const expires = node.timeoutSeconds === null ? null : context.now.getTime() + node.timeoutSeconds * 1000
  return {
    type: 'wait-opened',
    wait: `${node.id}:${current.round}:${call}:${attempt}`,
    node: node.id,
    round: current.round,
    expiresAt: expires === null ? null : new Date(expires).toISOString(),
    details: {
      kind: 'child',
      call,
      attempt,
      playbook: playbookNamed(node.playbook, version.playbooks ?? [])?.id ?? null,
      name: node.playbook,
      inputs: { inline: { output: inputsOf(step, call) } },
    },
  }
}

/** Lists are passed whole (NOD-62); what has no value is left out. */
function inputsOf(step: Step, call: number): Record<string, unknown> {
  const { node, current, context } = step
  const source = callSource(step)
  const given = Object.entries(node.inputs).map(([path, value]): [string, unknown] => [path, resolve(value, source)])
  if (node.kind === 'repeat' && current.plan?.items) {
    const items = resultOf(current.plan.items, context)?.output
    given.push([node.itemInput, Array.isArray(items) ? items[call] : undefined])
  }
  return Object.fromEntries(given.filter(([, value]) => value !== undefined))
}

function callSource({ state, current, context, node }: Step): ValueSource {
  const source = valueSource(state, context)
  const last = current.iterations.filter((call) => call.result !== null).at(-1)
  const own = { outputs: last ? [resultOf(last.result, context)?.output] : [], inputs: [], iterated: false }
  return { ...source, node: (id) => (id === node.id ? own : source.node(id)) }
}

function pause({ node, current, context }: Step, call: number, seconds: number, why: 'retry' | 'repeat'): Entry {
  return {
    type: 'wait-opened',
    wait: pauseName(current, call),
    node: node.id,
    round: current.round,
    expiresAt: new Date(context.now.getTime() + seconds * 1000).toISOString(),
    details: { kind: 'pause', call, why },
  }
}

function pauseName(node: NodeState, call: number): string {
  return `${node.id}:${node.round}:${call}:${node.iterations[call]?.attempts ?? 0}:pause`
}

function end({ version, node, current }: Step, status: 'succeeded' | 'failed', error: string | null): Entry {
  const ports = exitsOf(version, node.id, status)
  return { type: 'node-finished', node: node.id, round: current.round, status, ports, ...(error ? { error } : {}) }
}

/** Calls that can begin, or whose pause can: those to be tried again first, then new ones, as many as run side by side. */
function nextCalls(version: CompiledVersion, state: RunState, current: NodeState): number[] {
  const node = version.topology.node(current.id)
  const most = node?.kind === 'repeat' && node.mode === 'items' ? node.concurrency : 1
  const next: number[] = []
  let under = 0
  for (const [index, call] of current.iterations.entries()) {
    const pausing = call.status === 'paused' && state.waits.has(pauseName(current, index))
    if (call.status === 'waiting' || pausing) under += 1
    else if (call.status === 'again' || call.status === 'paused') next.unshift(index)
    else if (call.status === 'pending') next.push(index)
    if (under + next.length >= most) break
  }
  return next.slice(0, Math.max(0, most - under))
}

/** Whether something about the calls of a node is to be decided now. */
export function refreshCalls(version: CompiledVersion, state: RunState, current: NodeState): void {
  const underWay = current.iterations.some((call) => call.status === 'waiting' || call.status === 'paused')
  const due = nextCalls(version, state, current).length > 0 || !underWay
  if (current.status === 'running' && current.plan && due) state.calls.add(current.id)
  else state.calls.delete(current.id)
}

/** The plan of a node that runs another playbook: once, for each item of a list, or until a condition holds. */
export function planNode(node: CallNode, round: number, source: ValueSource, context: DecideContext): Entry {
  const planned = { type: 'calls-planned' as const, node: node.id, round }
  if (node.kind === 'playbook') return { ...planned, count: 1 }
  if (node.mode === 'until') return { ...planned, count: null }
  const value = node.items ? resolve(node.items, source) : undefined
  const all = Array.isArray(value) ? value : value === undefined || value === null || value === '' ? [] : [value]
  const most = Math.min(node.maxRounds, context.maxIterations)
  const items: StoredResult = { inline: { output: all.slice(0, most).map((item) => item ?? null) } }
  const warnings = [`The list has ${all.length} items, only the first ${most} were used`]
  return { ...planned, count: Math.min(all.length, most), items, ...(all.length > most ? { warnings } : {}) }
}
