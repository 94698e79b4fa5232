import { z } from 'zod'
import { condition, joining } from '../values/condition.ts'
import { expression } from '../values/reference.ts'

/** Keys of a foreign file that mean nothing to us; kept and written back (formats.md 13.1). */
const extra = z.record(z.string(), z.unknown()).optional()
const id = z.string().min(1)

const nodeBase = {
  id,
  /** Shown name; references are displayed as `<name>.output.<path>` (PLC-03). */
  name: z.string().default(''),
  /** Number shown on the node (PBK-09). */
  number: z.number().int().optional(),
  position: z.object({ x: z.number(), y: z.number() }).default({ x: 0, y: 0 }),
  extra,
}

export const startNode = z.object({
  ...nodeBase,
  kind: z.literal('start'),
  /** What starts the playbook; empty for incident and triage (NOD-01). */
  paramsSource: z.enum(['', 'insight', 'entity', 'alert', 'json']).default(''),
  params: z.array(z.object({ path: z.string(), example: z.string().optional(), extra })).default([]),
})

export const actionNode = z.object({
  ...nodeBase,
  kind: z.literal('action'),
  /** Name of the integration; empty in files that only name the action (formats.md 13.4). */
  integration: z.string().default(''),
  action: z.string(),
  /** Enrichment, Containment, Custom, Notification or Scheduled. */
  actionType: z.string().default(''),
  description: z.string().default(''),
  /** Label of the resource, constant or from a value (NOD-12); null while none is chosen. */
  resource: expression.nullable().default(null),
  inputs: z.record(z.string(), expression).default({}),
  /** Waits for a person who reviews the inputs and starts it (NOD-15); `breakPoint` in files. */
  manualExecution: z.boolean().default(false),
  /** Who may start a manual execution; null for anyone with the capability. */
  authorizer: expression.nullable().default(null),
  cartesian: z.boolean().default(false),
})

export const branch = z.object({
  /** Name of the branch, which is its exit port. */
  name: z.string(),
  join: joining.default('and'),
  cartesian: z.boolean().default(false),
  conditions: z.array(condition).default([]),
  extra,
})

export const conditionNode = z.object({
  ...nodeBase,
  kind: z.literal('condition'),
  /** Tried in order; the first that holds is left by its port, none by `failure` (CND-04). */
  branches: z.array(branch).default([]),
})

export const userChoiceNode = z.object({
  ...nodeBase,
  kind: z.literal('user-choice'),
  title: z.string().default(''),
  /** HTML with placeholders (NOD-50). */
  question: z.string().default(''),
  /** Each answer is an exit port. */
  answers: z.array(z.string()).default(['success', 'failure']),
  /** User, group or reference; null for the owner of the incident (NOD-51). */
  authorizer: expression.nullable().default(null),
  /** After this time the default answer is taken (NOD-53); null waits for ever. */
  expires: z.object({ seconds: z.number().positive(), default: z.string() }).nullable().default(null),
  answerByMail: z.boolean().default(false),
  answerBySlack: z.boolean().default(false),
})

export const endNode = z.object({ ...nodeBase, kind: z.literal('end') })

/** A step of a file that this version cannot run; kept so that nothing is lost, refused by publishing. */
export const unsupportedNode = z.object({
  ...nodeBase,
  kind: z.literal('unsupported'),
  /** What the file calls it. */
  stepType: z.string(),
  ports: z.array(z.string()).default(['out']),
})

export const playbookNode = z.discriminatedUnion('kind', [
  startNode,
  actionNode,
  conditionNode,
  userChoiceNode,
  endNode,
  unsupportedNode,
])

export const playbookLink = z.object({
  id,
  source: z.object({ id, port: z.string() }),
  target: z.object({ id, port: z.string().default('in') }),
  vertices: z.array(z.object({ x: z.number(), y: z.number() })).optional(),
  extra,
})

export const playbookGraph = z.object({
  nodes: z.array(playbookNode),
  links: z.array(playbookLink),
  /** Stops the run at the first failed node (EXE-09). */
  killOnError: z.boolean().default(false),
  extra,
})

export type StartNode = z.infer<typeof startNode>
export type ActionNode = z.infer<typeof actionNode>
export type ConditionBranch = z.infer<typeof branch>
export type ConditionNode = z.infer<typeof conditionNode>
export type UserChoiceNode = z.infer<typeof userChoiceNode>
export type EndNode = z.infer<typeof endNode>
export type UnsupportedNode = z.infer<typeof unsupportedNode>
export type PlaybookNode = z.infer<typeof playbookNode>
export type NodeKind = PlaybookNode['kind']
export type PlaybookLink = z.infer<typeof playbookLink>
export type PlaybookGraph = z.infer<typeof playbookGraph>

/** What the engine and the editor must know of an action to bind its inputs and outputs. */
export const actionShape = z.object({
  integration: z.string(),
  name: z.string(),
  type: z.string(),
  fields: z.array(z.object({ id: z.string(), label: z.string().optional(), type: z.string(), required: z.boolean() })),
  /** Declared result paths, offered by the value picker (PLC-04). */
  outputs: z.array(z.string()).default([]),
  /** False where the integration asks for no connection, so that a node needs no resource. */
  needsResource: z.boolean().optional(),
  /** May be repeated without harm: an enrichment, an HTTP GET, or declared so. */
  idempotent: z.boolean().default(false),
})
export type ActionShape = z.infer<typeof actionShape>

/** Port by which a condition is left when no branch holds. */
export const FAILURE_PORT = 'failure'

/** Exit ports in their order. */
export function outPorts(node: PlaybookNode): string[] {
  switch (node.kind) {
    case 'start':
    case 'action':
      return ['out']
    case 'condition':
      return [...node.branches.map((each) => each.name), FAILURE_PORT]
    case 'user-choice':
      return node.answers
    case 'end':
      return []
    case 'unsupported':
      return node.ports
  }
}

/** The shape of the action that a node names, or undefined when it is not installed (unbound). */
export function shapeOf(node: ActionNode, actions: readonly ActionShape[]): ActionShape | undefined {
  return actions.find((shape) => shape.integration === node.integration && shape.name === node.action)
}

/** The graph that a new playbook begins with: Start linked to End (PBK-03). */
export function emptyGraph(newId: () => string): PlaybookGraph {
  const start = startNode.parse({ id: newId(), kind: 'start', name: 'START', number: 1, position: { x: 0, y: 100 } })
  const end = endNode.parse({ id: newId(), kind: 'end', name: 'END', number: 2, position: { x: 420, y: 100 } })
  const link = { id: newId(), source: { id: start.id, port: 'out' }, target: { id: end.id, port: 'in' } }
  return { nodes: [start, end], links: [link], killOnError: false }
}
