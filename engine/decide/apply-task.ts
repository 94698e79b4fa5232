import type { WaitAnswer, WaitDetails } from '../journal/entry.ts'
import { newIteration } from './apply-attempt.ts'
import { endNode } from './end-node.ts'
import type { NodeState, RunState } from './run-state.ts'
import type { CompiledVersion } from './run-version.ts'
import { settleOutgoing } from './settle.ts'

type TaskDetails = Extract<WaitDetails, { kind: 'task' }>
type TaskAnswer = Extract<WaitAnswer, { kind: 'task' }>

/** A task that is not mandatory holds the run, but not what follows (NOD-41). */
export function openTaskWait(version: CompiledVersion, state: RunState, node: NodeState, details: TaskDetails): void {
  const output = {
    status: 'waiting_owner',
    title: details.title,
    owner: details.owner ?? '',
    percentage: details.percentage ?? 0,
    hours: details.hours,
  }
  node.iterations = [
    { ...newIteration(), status: 'waiting', attempts: 1, startedAt: node.startedAt, result: { inline: { output } } },
  ]
  if (details.mandatory || node.alone) return
  node.ports = ['out']
  settleOutgoing(version, state, node.id)
  node.passed = true
}

/** A rejected task is a failed node; the flow goes on (NOD-43). */
export function endTask(
  version: CompiledVersion,
  state: RunState,
  node: NodeState,
  answer: TaskAnswer,
  at: Date,
): void {
  const status = answer.decision === 'approve' ? 'succeeded' : 'failed'
  const error = status === 'succeeded' ? null : (answer.error ?? 'The task was rejected.')
  for (const task of node.iterations) {
    Object.assign(task, { status, error, finishedAt: at, result: { inline: { output: answer.output } } })
  }
  node.ended = node.iterations.length
  node.responder = answer.responder
  endNode(version, state, node, { status, ports: ['out'], error, at })
}
