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

/** Values for the inputs of another playbook, by the path that its start node declares. */
const playbookInputs = z.record(z.string(), expression).default({})

/** What happens when a step fails (EXE-06); nothing chosen: it is left by `out` like any other. */
const failureOptions = {
  /** Seconds after which an attempt is stopped and has failed; null for the limit of the deployment (EXE-15). */
  timeoutSeconds: z.number().positive().nullable().default(null),
  /** Further attempts of a failed iteration; each pause is `factor` times as long as the one before. */
  retry: z
    .object({
      times: z.number().int().min(1).max(20),
      delaySeconds: z.number().min(0).max(86_400),
      factor: z.number().min(1).max(10).default(2),
    })
    .nullable()
    .default(null),
  /** A failed node is left by its own exit `failure` in place of `out`. */
  failureExit: z.boolean().default(false),
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
  ...failureOptions,
})

const conditionGroup = {
  join: joining.default('and'),
  cartesian: z.boolean().default(false),
  conditions: z.array(condition).default([]),
}

export const branch = z.object({
  /** Name of the branch, which is its exit port. */
  name: z.string(),
  ...conditionGroup,
  extra,
})

export const conditionNode = z.object({
  ...nodeBase,
  kind: z.literal('condition'),
  /** Tried in order; the first that holds is left by its port, none by `failure` (CND-04). */
  branches: z.array(branch).default([]),
})

/** Passes on what the action before it found, or those of its items that satisfy the conditions (NOD-30 … NOD-35). */
export const filterNode = z.object({
  ...nodeBase,
  kind: z.literal('filter'),
  /** The action whose output is filtered; later nodes find the same paths in the filter's output (NOD-34). */
  sourceNode: z.string().default(''),
  /** Path of a list in that output whose items are tested one by one; empty to test the whole (NOD-31). */
  splitBy: z.string().default(''),
  ...conditionGroup,
})

/** Work for a person (NOD-40 … NOD-43). Output: `status`, `title`, `owner`, `percentage`, `hours`. */
export const taskNode = z.object({
  ...nodeBase,
  kind: z.literal('task'),
  /** Text with placeholders. */
  title: z.string().default(''),
  /** HTML with placeholders. */
  description: z.string().default(''),
  /** Who assigns it and approves it; null for the owner of the incident. */
  authorizer: expression.nullable().default(null),
  /** Who does it; null for the owner of the incident. */
  owner: expression.nullable().default(null),
  /** Days after the start of the node; null for none. */
  dueDays: z.number().min(0).nullable().default(null),
  /** What follows waits for it; otherwise only the end of the run does (NOD-41). */
  mandatory: z.boolean().default(true),
  /** Actual effort in hours. */
  hours: z.number().min(0).nullable().default(null),
  percentage: z.number().min(0).max(100).nullable().default(null),
  priority: z.string().default(''),
})

/** Runs another playbook once and waits for its end (NOD-60 … NOD-65). Output: the outputs of its nodes by node name, and `status`. */
export const nestedPlaybookNode = z.object({
  ...nodeBase,
  kind: z.literal('playbook'),
  /** Name of the playbook. */
  playbook: z.string().default(''),
  inputs: playbookInputs,
  ...failureOptions,
})

/** Runs another playbook for each item of a list, or again and again until a condition holds. Output: as a nested playbook, per round. */
export const repeatNode = z.object({
  ...nodeBase,
  kind: z.literal('repeat'),
  playbook: z.string().default(''),
  inputs: playbookInputs,
  mode: z.enum(['items', 'until']).default('items'),
  /** `items`: the list. */
  items: expression.nullable().default(null),
  /** `items`: the input of the playbook that gets the item. */
  itemInput: z.string().default(''),
  /** `items`: how many run side by side. */
  concurrency: z.number().int().min(1).max(50).default(5),
  /** `until`: ends after a round in which this holds; the last round is referred to by this node's own output. */
  ...conditionGroup,
  /** `until`: pause between two rounds. */
  pauseSeconds: z.number().min(0).max(86_400).default(0),
  /** Most rounds; what is beyond is left out with a warning (`items`), or the node fails (`until`). */
  maxRounds: z.number().int().min(1).max(1_000).default(100),
  ...failureOptions,
})

/** Goes on after some time, at a time, or when conditions hold, such as a field of the incident having a value. */
export const waitNode = z.object({
  ...nodeBase,
  kind: z.literal('wait'),
  mode: z.enum(['duration', 'time', 'condition']).default('duration'),
  /** `duration`: seconds, or a text such as `15m`, `2h`, `1d`. */
  duration: expression.nullable().default(null),
  /** `time`: an ISO 8601 time; one that has passed is not waited for. */
  time: expression.nullable().default(null),
  /** `condition`: looked at again whenever the incident changes. */
  ...conditionGroup,
  /** `condition`: after this time it is left by `timeout`; null waits for ever. */
  timeoutSeconds: z.number().positive().nullable().default(null),
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
  /** Leaves the inputs and results of earlier steps out of the message (NOD-54). */
  hideAdditionalInfo: z.boolean().default(false),
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
  filterNode,
  taskNode,
  userChoiceNode,
  nestedPlaybookNode,
  repeatNode,
  waitNode,
  endNode,
  unsupportedNode,
])

export type StartNode = z.infer<typeof startNode>
export type ActionNode = z.infer<typeof actionNode>
export type ConditionBranch = z.infer<typeof branch>
export type ConditionNode = z.infer<typeof conditionNode>
export type FilterNode = z.infer<typeof filterNode>
export type TaskNode = z.infer<typeof taskNode>
export type NestedPlaybookNode = z.infer<typeof nestedPlaybookNode>
export type RepeatNode = z.infer<typeof repeatNode>
export type WaitNode = z.infer<typeof waitNode>
export type UserChoiceNode = z.infer<typeof userChoiceNode>
export type EndNode = z.infer<typeof endNode>
export type UnsupportedNode = z.infer<typeof unsupportedNode>
export type PlaybookNode = z.infer<typeof playbookNode>
export type NodeKind = PlaybookNode['kind']
