import type { Json } from '@tocsin/contracts/lists.ts'
import type { JsonRecord } from '../yaml/record-reader.ts'

/** A playbook as files exchange it (formats.md 6), whatever the outer form; keys of steps are those of the files. */
export interface ExchangePlaybook {
  name: string
  /** The name it is to get, in the form of a PUT body. */
  updatedName: string | null
  /** HTML. */
  description: string
  tags: string[]
  /** Name of the incident type. Ids of types mean nothing in another instance (formats.md 13.5). */
  type: string | null
  isEnabled: boolean
  isDeleted: boolean
  /** Obsolete; read and written (NOD-66). */
  nested: boolean
  killOnError: boolean
  mailOnError: Json
  nodes: ExchangeStep[]
  links: ExchangeLink[]
  /** Unknown keys. */
  extra: JsonRecord
}

export interface ExchangeLink {
  id: string
  source: { id: string; port: string }
  target: { id: string; port: string }
  vertices: { x: number; y: number }[]
  extra: JsonRecord
}

interface Step {
  id: string
  a_id?: string
  stepType: string
  inPorts: string[]
  outPorts: string[]
  position: { x: number; y: number }
  node_number?: number
  /** Unknown keys; drawing data is not among them. */
  extra: JsonRecord
}

export interface StartStep extends Step {
  kind: 'start'
  /** Ours: a name other than START. */
  actionTitle: string
  params_source: string
  params: JsonRecord[]
}

export interface EndStep extends Step {
  kind: 'end'
  actionTitle: string
}

export interface ActionStep extends Step {
  kind: 'action'
  actionType: string
  actionName: string
  actToDo: string
  actionNameDisplay: string
  actionTitle: string
  actionDesc: string
  actAsset: string
  actConf: Json
  authorizer: string
  breakPoint: boolean
  cartesian_product: boolean
  /** Ours: `{ integration, action, resource, authorizer, inputs }`, which foreign tools ignore (formats.md 13.6). */
  x_bindings: JsonRecord
  /** Ours: `{ timeoutSeconds, retry, failureExit }`. */
  x_options: JsonRecord
}

export interface TaskStep extends Step {
  kind: 'task'
  actionType: string
  actionName: string
  actionTitle: string
  title: string
  desc: string
  dueDate: number | null
  mandatory: boolean
  is_automatic: number
  /** `{ hours, priority, percentage }`; the last two as labels, or as ids of list values, which mean nothing here. */
  customFields: JsonRecord
  /** Not seen in any file; written where somebody is named. */
  authorizer: string
  owner: string
  x_bindings: JsonRecord
}

export interface ConditionStep extends Step {
  kind: 'condition'
  actionTitle: string
  multiple_conditions: ExchangeBranch[]
}

export interface ExchangeBranch {
  port: string
  cartesian_product: boolean
  conditions: ExchangeCondition[]
  extra: JsonRecord
}

export interface ExchangeCondition {
  elements: { sx: Json; operator: string; dx: Json }
  logical_operator: string
  /** Ours: `{ sx, dx }` where a side is a reference. */
  x_bindings: JsonRecord
  extra: JsonRecord
}

export interface UserChoiceStep extends Step {
  kind: 'user-choice'
  actionTitle: string
  title: string
  question: string
  answers: string[]
  authorizer: string
  expires: boolean
  expiresUnit: string
  expiresValueRaw: number | null
  /** Seconds. */
  expiresValue: number | null
  expiresDefault: string
  sendMail: boolean
  answerBySlack: boolean
  hideAdditionalInfo: boolean
  x_bindings: JsonRecord
}

/** A nested playbook, as proposed in formats.md 6.3. */
export interface PlaybookStep extends Step {
  kind: 'playbook'
  /** Name of the other playbook. */
  playbook: string
  actionTitle: string
  /** `{ name, value }` each. */
  params: JsonRecord[]
  x_options: JsonRecord
}

/** Ours: a nested playbook that runs several times. Tools that ignore `x_node` find a nested playbook that runs once. */
export interface RepeatStep extends Omit<PlaybookStep, 'kind'> {
  kind: 'repeat'
  x_node: RepeatSettings
}

export interface RepeatSettings {
  mode: string
  items: Json
  itemInput: string
  concurrency: number | null
  pauseSeconds: number | null
  maxRounds: number | null
  cartesian_product: boolean
  conditions: ExchangeCondition[]
}

/** Ours. Tools that ignore `x_node` find a Custom action called Wait, which somebody has to bind. */
export interface WaitStep extends Step {
  kind: 'wait'
  actionTitle: string
  x_node: WaitSettings
}

export interface WaitSettings {
  mode: string
  duration: Json
  time: Json
  timeoutSeconds: number | null
  cartesian_product: boolean
  conditions: ExchangeCondition[]
}

/** As proposed in formats.md 6.3. */
export interface FilterStep extends Step {
  kind: 'filter'
  actionTitle: string
  source_node: string
  split_by: string
  cartesian_product: boolean
  conditions: ExchangeCondition[]
}

/** A step of a kind that nobody knew when this was written; `extra` holds all of it. */
export interface UnknownStep extends Step {
  kind: 'unknown'
}

export type ExchangeStep =
  | StartStep
  | EndStep
  | ActionStep
  | TaskStep
  | ConditionStep
  | UserChoiceStep
  | PlaybookStep
  | FilterStep
  | RepeatStep
  | WaitStep
  | UnknownStep

/** The name by which people know a step; the file's own drawing says it where no key does. */
export function stepName(step: ExchangeStep): string {
  if (step.kind === 'start' || step.kind === 'end') return step.actionTitle || step.kind.toUpperCase()
  if (step.kind === 'unknown') return step.stepType
  const title = step.kind === 'task' || step.kind === 'user-choice' ? step.title : ''
  return step.actionTitle || title || (step.kind === 'action' ? step.actionNameDisplay : step.stepType)
}
