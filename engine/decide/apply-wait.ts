import type { EntryOf, WaitAnswer } from '../journal/entry.ts'
import { TIMEOUT_PORT } from '../playbook/index.ts'
import { endCall, openCall, pauseCall, resumeCall } from './apply-call.ts'
import { endTask, openTaskWait } from './apply-task.ts'
import { endIteration, endNode, iterationOf, refreshBusy } from './end-node.ts'
import { type NodeState, nodeState, type OpenWait, type RunState } from './run-state.ts'
import type { CompiledVersion } from './run-version.ts'

export function openWait(version: CompiledVersion, state: RunState, entry: EntryOf<'wait-opened'>, at: Date): void {
  const node = nodeState(state, entry.node)
  if (node.round !== entry.round) return
  const { wait, details } = entry
  const expiresAt = entry.expiresAt === null ? null : new Date(entry.expiresAt)
  state.waits.set(wait, { wait, node: entry.node, round: entry.round, openedAt: at, expiresAt, details })
  node.startedAt ??= at
  if (details.kind === 'lost') {
    const iteration = iterationOf(state, { node: node.id, round: entry.round, iteration: details.iteration })
    if (iteration) iteration.status = 'waiting'
    node.lost.delete(details.iteration)
    refreshBusy(state, node)
    return
  }
  if (details.kind === 'child') {
    openCall(version, state, node, details, at)
    return
  }
  if (details.kind === 'pause') {
    pauseCall(version, state, node, details.call)
    return
  }
  state.ready.delete(node.id)
  node.status = 'waiting'
  if (details.kind === 'task') openTaskWait(version, state, node, details)
  if (details.kind === 'manual')
    Object.assign(node, { rows: details.rows, iterated: details.iterated, resource: details.resource })
}

export function closeWait(version: CompiledVersion, state: RunState, entry: EntryOf<'wait-closed'>, at: Date): void {
  const wait = state.waits.get(entry.wait)
  if (!wait) return
  state.waits.delete(entry.wait)
  const node = nodeState(state, wait.node)
  if (node.round !== wait.round || !entry.answer) return
  answerWait(version, state, node, wait, entry.answer, at)
}

function answerWait(
  version: CompiledVersion,
  state: RunState,
  node: NodeState,
  wait: OpenWait,
  answer: WaitAnswer,
  at: Date,
): void {
  if (answer.kind === 'choice') {
    node.answer = answer.answer
    node.responder = answer.responder
    endNode(version, state, node, { status: 'succeeded', ports: [answer.answer], error: null, at })
  } else if (answer.kind === 'manual') {
    // The node starts with the reviewed inputs; decide writes its start (NOD-15).
    node.rows = answer.rows ?? node.rows
    node.responder = answer.responder
    node.status = 'ready'
    state.ready.add(node.id)
  } else if (answer.kind === 'child') {
    if (wait.details.kind === 'child') endCall(version, state, node, wait.details, answer, at)
  } else if (answer.kind === 'pause') {
    if (wait.details.kind === 'pause') resumeCall(version, state, node, wait.details.call)
  } else if (answer.kind === 'task') {
    endTask(version, state, node, answer, at)
  } else if (answer.kind === 'time' || answer.kind === 'condition') {
    const ports = [answer.kind === 'condition' && !answer.met ? TIMEOUT_PORT : 'out']
    endNode(version, state, node, { status: 'succeeded', ports, error: null, at })
  } else if (wait.details.kind === 'lost') {
    const iteration = iterationOf(state, { node: node.id, round: wait.round, iteration: wait.details.iteration })
    if (iteration?.status !== 'waiting') return
    if (answer.decision === 'retry') {
      iteration.status = 'again'
      node.lost.add(wait.details.iteration)
    } else endIteration(version, state, node, iteration, { status: 'failed', error: wait.details.reason, at })
    refreshBusy(state, node)
  }
}
