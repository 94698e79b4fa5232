import type { Entry, WaitDetails } from '../journal/entry.ts'
import { type ConditionNode, FAILURE_PORT, type PlaybookNode, type UserChoiceNode } from '../playbook/index.ts'
import { ConditionError, holds, type ValueSource } from '../values/index.ts'
import { planNode } from './begin-calls.ts'
import type { DecideContext } from './decide-context.ts'
import { decideFilter } from './decide-filter.ts'
import { renderOne, textOf } from './expression-text.ts'
import { nodeState, type RunState } from './run-state.ts'
import type { CompiledVersion } from './run-version.ts'
import { startAction } from './start-action.ts'
import { openTask } from './start-task.ts'
import { startWait } from './start-wait.ts'
import { valueSource } from './value-source.ts'

/** The entry with which a ready node goes on: its end for a pure node, its start, or the question that it asks. */
export function startNode(
  version: CompiledVersion,
  state: RunState,
  node: PlaybookNode,
  context: DecideContext,
): Entry {
  const { round } = nodeState(state, node.id)
  const source = valueSource(state, context)
  switch (node.kind) {
    case 'start':
      return { type: 'node-finished', node: node.id, round, status: 'succeeded', ports: ['out'] }
    case 'end':
      return { type: 'node-finished', node: node.id, round, status: 'succeeded', ports: [] }
    case 'condition':
      return decideCondition(node, round, source)
    case 'action':
      return startAction(version, state, node, source, context)
    case 'user-choice':
      return ask(node, round, source, context)
    case 'playbook':
    case 'repeat':
      return planNode(node, round, source, context)
    case 'filter':
      return decideFilter(version, node, round, source)
    case 'task':
      return openTask(node, round, source, context)
    case 'wait':
      return startWait(version, node, round, source, context)
    default: {
      const error = `A ${node.stepType} node cannot run in this version`
      return { type: 'node-finished', node: node.id, round, status: 'failed', ports: [], error }
    }
  }
}

/** Branches in order; none holds, or one cannot be evaluated: `failure` (CND-02, CND-04). */
function decideCondition(node: ConditionNode, round: number, source: ValueSource): Entry {
  try {
    const taken = node.branches.find((branch) => holds(branch, source))
    const port = taken?.name ?? FAILURE_PORT
    return { type: 'node-finished', node: node.id, round, status: 'succeeded', ports: [port] }
  } catch (error) {
    if (!(error instanceof ConditionError)) throw error
    return {
      type: 'node-finished',
      node: node.id,
      round,
      status: 'failed',
      ports: [FAILURE_PORT],
      error: error.message,
    }
  }
}

function ask(node: UserChoiceNode, round: number, source: ValueSource, context: DecideContext): Entry {
  const expiresAt = node.expires ? new Date(context.now.getTime() + node.expires.seconds * 1000).toISOString() : null
  const details: WaitDetails = {
    kind: 'choice',
    title: renderOne(node.title, source, { html: false }),
    question: renderOne(node.question, source, { html: true }),
    answers: node.answers,
    expiryAnswer: node.expires?.default ?? null,
    authorizer: textOf(node.authorizer, source),
    byMail: node.answerByMail,
    bySlack: node.answerBySlack,
  }
  return { type: 'wait-opened', wait: waitName(node.id, round), node: node.id, round, expiresAt, details }
}

/** One wait per round of a node. */
function waitName(node: string, round: number): string {
  return `${node}:${round}`
}
