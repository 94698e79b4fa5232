import type { EntryOf, WaitAnswer } from '../journal/entry.ts'
import type { InputRow } from '../values/index.ts'
import { toText } from '../values/index.ts'
import { newIteration } from './apply-attempt.ts'
import { refreshCalls } from './begin-calls.ts'
import { type NodeState, nodeState, type OpenWait, type RunState } from './run-state.ts'
import type { CompiledVersion } from './run-version.ts'

type Child = Extract<OpenWait['details'], { kind: 'child' }>
type ChildAnswer = Extract<WaitAnswer, { kind: 'child' }>

export function planCalls(version: CompiledVersion, state: RunState, entry: EntryOf<'calls-planned'>, at: Date): void {
  const node = nodeState(state, entry.node)
  if (node.round !== entry.round) return
  state.ready.delete(node.id)
  node.status = 'running'
  node.startedAt ??= at
  node.plan = { count: entry.count, items: entry.items ?? null }
  node.iterated = version.topology.node(node.id)?.kind === 'repeat'
  node.warnings = entry.warnings ?? []
  node.iterations = Array.from({ length: entry.count ?? 0 }, newIteration)
  refreshCalls(version, state, node)
}

export function openCall(version: CompiledVersion, state: RunState, node: NodeState, details: Child, at: Date): void {
  node.iterations[details.call] ??= newIteration()
  const call = node.iterations[details.call]
  if (!call) return
  // Not `running`: a worker that dies loses nothing of it.
  call.status = 'waiting'
  call.attempts = details.attempt
  call.startedAt ??= at
  node.rows[details.call] = 'inline' in details.inputs ? shownInputs(details.inputs.inline.output) : {}
  refreshCalls(version, state, node)
}

export function pauseCall(version: CompiledVersion, state: RunState, node: NodeState, call: number): void {
  node.iterations[call] ??= newIteration()
  const paused = node.iterations[call]
  if (paused) paused.status = 'paused'
  refreshCalls(version, state, node)
}

export function resumeCall(version: CompiledVersion, state: RunState, node: NodeState, call: number): void {
  const paused = node.iterations[call]
  if (paused?.status === 'paused') paused.status = 'again'
  refreshCalls(version, state, node)
}

/** A call that failed is tried again where its node says so; else it is over. */
export function endCall(
  version: CompiledVersion,
  state: RunState,
  node: NodeState,
  details: Child,
  answer: ChildAnswer,
  at: Date,
): void {
  const call = node.iterations[details.call]
  if (call?.status !== 'waiting') return
  call.result = answer.result
  const step = version.topology.node(node.id)
  const retry = step?.kind === 'playbook' || step?.kind === 'repeat' ? step.retry : null
  if (answer.status !== 'completed' && retry && call.failures < retry.times && answer.status !== 'killed') {
    call.failures += 1
    call.status = retry.delaySeconds > 0 ? 'paused' : 'again'
  } else {
    call.status = answer.status === 'completed' ? 'succeeded' : 'failed'
    call.error = answer.status === 'completed' ? null : whyFailed(details.name, answer)
    call.finishedAt = at
    node.ended += 1
  }
  refreshCalls(version, state, node)
}

function whyFailed(name: string, { status, error }: ChildAnswer): string {
  if (status === 'not_started') return error ?? `The playbook “${name}” could not be started.`
  if (status === 'killed') return `The playbook “${name}” was killed.`
  if (status === 'timed_out') return `The playbook “${name}” took too long and was stopped.`
  const how = status === 'failed' ? 'failed' : 'ended with errors'
  return `The playbook “${name}” ${how}${error ? `: ${error}` : '.'}`
}

function shownInputs(inputs: unknown): InputRow {
  if (typeof inputs !== 'object' || inputs === null) return {}
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [name, Array.isArray(value) ? value.map(toText) : toText(value)]),
  )
}
