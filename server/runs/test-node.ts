import type { Json, ResponseOf } from '@tocsin/contracts'
import type { testNode as contract, MockValue, TestedIteration } from '@tocsin/contracts/node-test.ts'
import {
  type ActionNode,
  type ActionShape,
  ConditionError,
  type ConditionNode,
  expandInputs,
  FAILURE_PORT,
  holds,
  type InputRow,
  type PlaybookNode,
  shapeOf,
  type TaskNode,
  type UserChoiceNode,
  type ValueSource,
} from '@tocsin/engine'
import { renderOne, textOf } from '@tocsin/engine/decide/expression-text.ts'
import { type ActionOutcome, listActionShapes, runAction } from '../integrations/index.ts'
import { type Actor, emit, Failure, type Instance, notFound, type Tx } from '../platform/index.ts'
import { findPublishedGraph, getPlaybookRow } from '../playbooks/index.ts'
import { mockValues } from './mock-values.ts'

type Result = ResponseOf<typeof contract>

/** A test shows what a node does, it does not do the work of a run. */
const MOST_ITERATIONS = 10
/** As in runs (PLC-18). */
const MOST_ROWS = 1_000

/** Runs one node of the draft with values given by hand; nothing behind it, and nothing is kept (TST-03, TST-07). */
export async function testNode(
  instance: Instance,
  actor: Actor,
  place: { id: string; nodeId: string },
  values: readonly MockValue[],
  signal: AbortSignal,
): Promise<Result> {
  const source = mockValues(values)
  const { node, shapes } = await instance.database.read((tx) => findNode(tx, place))
  switch (node.kind) {
    case 'action':
      return testAction(instance, actor, place.id, node, shapes, source, signal)
    case 'condition':
      return testCondition(node, source)
    case 'user-choice':
      return testChoice(node, source)
    case 'task':
      return testTask(node, source)
    default:
      throw new Failure(
        'wrong_state',
        'Only action, condition, user choice and task nodes can be tested by themselves.',
      )
  }
}

async function findNode(
  tx: Tx,
  { id, nodeId }: { id: string; nodeId: string },
): Promise<{ node: PlaybookNode; shapes: ActionShape[] }> {
  const playbook = await getPlaybookRow(tx, id)
  const graph = playbook.draft ?? (await findPublishedGraph(tx, playbook))?.graph
  const node = graph?.nodes.find((each) => each.id === nodeId)
  if (!node) throw notFound('node', nodeId)
  return { node, shapes: node.kind === 'action' ? await listActionShapes(tx) : [] }
}

async function testAction(
  instance: Instance,
  actor: Actor,
  playbookId: string,
  node: ActionNode,
  shapes: readonly ActionShape[],
  source: ValueSource,
  signal: AbortSignal,
): Promise<Result> {
  const shape = shapeOf(node, shapes)
  if (!shape) {
    const name = [node.integration, node.action].filter(Boolean).join(' / ')
    throw new Failure(
      'wrong_state',
      name === ''
        ? 'The node has no action yet. Choose one.'
        : `${name} is not installed. Install it or choose another.`,
    )
  }
  const whole = shape.fields.filter(({ type }) => type === 'multilist' || type === 'tag').map(({ id }) => id)
  const options = { cartesian: node.cartesian, wholeFields: whole, maxIterations: MOST_ROWS }
  const { rows, warnings } = expandInputs(node.inputs, source, options)
  refuseMissing(rows, shape)
  // Actions are really performed, also here: who did it stays on record.
  await instance.database.write((tx) =>
    emit(tx, actor, {
      type: 'PlaybookNodeTested',
      subject: { kind: 'playbooks', id: playbookId },
      after: { node: node.name, integration: node.integration, action: node.action },
    }),
  )
  const resource = textOf(node.resource, source)
  const limit =
    node.timeoutSeconds === null ? signal : AbortSignal.any([signal, AbortSignal.timeout(node.timeoutSeconds * 1000)])
  const iterations: TestedIteration[] = []
  let used = resource
  for (const inputs of rows.slice(0, MOST_ITERATIONS)) {
    if (signal.aborted) break
    const call = {
      integration: node.integration,
      action: node.action,
      type: node.actionType,
      resource,
      inputs,
      incidentId: null,
      idempotencyKey: crypto.randomUUID(),
    }
    const outcome = await runAction(instance, call, limit)
    used = outcome.resource
    iterations.push(toIteration(inputs, outcome))
  }
  return {
    kind: 'action',
    status: iterations.some(({ status }) => status === 'failed') ? 'failed' : 'succeeded',
    integration: node.integration,
    action: node.action,
    resource: used,
    iterations,
    total: rows.length,
    warnings,
  }
}

/** Required inputs without a value block the test; nothing was performed then (TST-04). */
function refuseMissing(rows: readonly InputRow[], shape: ActionShape): void {
  const missing = shape.fields.filter(({ id, required }) => required && rows.some((row) => isEmpty(row[id])))
  if (missing.length === 0) return
  const names = missing.map(({ id, label }) => label ?? id).join(', ')
  throw new Failure(
    'invalid_input',
    `No value for ${names}. Fill it in the node, or give its variables a value.`,
    missing.map(({ id, label }) => ({ path: `inputs.${id}`, message: `${label ?? id} is required` })),
  )
}

function isEmpty(value: string | string[] | undefined): boolean {
  return value === undefined || value.length === 0
}

function toIteration(inputs: InputRow, outcome: ActionOutcome): TestedIteration {
  return {
    inputs,
    status: outcome.status,
    output: (outcome.output ?? null) as Json,
    table: outcome.table && { columns: outcome.table.columns, rows: outcome.table.rows as Json[][] },
    error: outcome.error,
    durationMs: outcome.durationMs,
  }
}

/** Every branch is evaluated for the reader; the first that holds is the one that is taken (CND-04). */
function testCondition(node: ConditionNode, source: ValueSource): Result {
  const branches = node.branches.map((branch) => {
    try {
      return { name: branch.name, holds: holds(branch, source), error: null }
    } catch (error) {
      if (!(error instanceof ConditionError)) throw error
      return { name: branch.name, holds: null, error: error.message }
    }
  })
  const decided = branches.find((branch) => branch.holds !== false)
  const failed = branches.length === 0 || decided?.holds === null
  return {
    kind: 'condition',
    status: failed ? 'failed' : 'succeeded',
    port: decided?.holds ? decided.name : FAILURE_PORT,
    branches,
  }
}

function testChoice(node: UserChoiceNode, source: ValueSource): Result {
  return {
    kind: 'user-choice',
    title: renderOne(node.title, source, { html: false }),
    question: renderOne(node.question, source, { html: true }),
    answers: node.answers,
    authorizer: textOf(node.authorizer, source),
    expires: node.expires,
  }
}

function testTask(node: TaskNode, source: ValueSource): Result {
  const { dueDays, priority, mandatory, percentage, hours } = node
  return {
    kind: 'task',
    title: renderOne(node.title, source, { html: false }),
    description: renderOne(node.description, source, { html: true }),
    owner: textOf(node.owner, source),
    authorizer: textOf(node.authorizer, source),
    dueDays,
    priority,
    mandatory,
    percentage,
    hours,
  }
}
