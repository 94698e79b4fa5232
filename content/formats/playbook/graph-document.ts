/**
 * The graph that the engine runs, as plain data. Content does not import the engine: the shape is the same one, and
 * the server, which knows both, hands graphs from one to the other.
 */
export interface GraphDocument {
  nodes: GraphNode[]
  links: GraphLink[]
  killOnError: boolean
  /** Who gets a mail when a run ends with errors. */
  mailOnError: string[]
  extra?: Record<string, unknown>
}

/** What a playbook is besides its graph. */
export interface PlaybookDescription {
  name: string
  /** HTML. */
  description: string
  tags: readonly string[]
  /** Name of the incident type. */
  type: string | null
  isEnabled: boolean
  /** Keys of files that mean nothing to us, `mail_on_error` and `nested` among them; written back on export. */
  extra?: Record<string, unknown>
}

type ListMode = 'loop' | 'combine'

export type GraphExpression =
  | { ref: 'node'; node: string; side: 'output' | 'input'; path: string; mode?: ListMode }
  | { ref: 'param' | 'incident' | 'artifact' | 'triage'; path: string; mode?: ListMode }
  | { ref: 'responder'; node: string; path: string }
  | { ref: 'const'; value: unknown }
  | { ref: 'internal'; value: boolean | 'empty' }
  | { ref: 'text'; text: string; html?: boolean }

interface NodeBase {
  id: string
  name: string
  number?: number
  position: { x: number; y: number }
  extra?: Record<string, unknown>
}

/** What happens when a step fails. */
export interface GraphFailureOptions {
  timeoutSeconds: number | null
  retry: { times: number; delaySeconds: number; factor: number } | null
  failureExit: boolean
}

export interface GraphStartNode extends NodeBase {
  kind: 'start'
  paramsSource: '' | 'insight' | 'entity' | 'alert' | 'json'
  params: { path: string; example?: string; extra?: Record<string, unknown> }[]
}

export interface GraphActionNode extends NodeBase, GraphFailureOptions {
  kind: 'action'
  integration: string
  action: string
  actionType: string
  description: string
  resource: GraphExpression | null
  inputs: Record<string, GraphExpression>
  manualExecution: boolean
  authorizer: GraphExpression | null
  cartesian: boolean
}

export type GraphOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | 'contains' | '!contains' | 'present' | '!present'

export interface GraphCondition {
  left: GraphExpression
  operator: GraphOperator
  right?: GraphExpression
  extra?: Record<string, unknown>
}

export interface GraphConditionGroup {
  join: 'and' | 'or' | 'mixed'
  cartesian: boolean
  conditions: GraphCondition[]
}

export interface GraphBranch extends GraphConditionGroup {
  name: string
  extra?: Record<string, unknown>
}

export interface GraphConditionNode extends NodeBase {
  kind: 'condition'
  branches: GraphBranch[]
}

export interface GraphUserChoiceNode extends NodeBase {
  kind: 'user-choice'
  title: string
  question: string
  answers: string[]
  authorizer: GraphExpression | null
  expires: { seconds: number; default: string } | null
  answerByMail: boolean
  answerBySlack: boolean
  hideAdditionalInfo: boolean
}

export interface GraphFilterNode extends NodeBase, GraphConditionGroup {
  kind: 'filter'
  sourceNode: string
  splitBy: string
}

export interface GraphTaskNode extends NodeBase {
  kind: 'task'
  title: string
  description: string
  authorizer: GraphExpression | null
  owner: GraphExpression | null
  dueDays: number | null
  mandatory: boolean
  hours: number | null
  percentage: number | null
  priority: string
}

export interface GraphNestedPlaybookNode extends NodeBase, GraphFailureOptions {
  kind: 'playbook'
  playbook: string
  inputs: Record<string, GraphExpression>
}

export interface GraphRepeatNode extends NodeBase, GraphFailureOptions, GraphConditionGroup {
  kind: 'repeat'
  playbook: string
  inputs: Record<string, GraphExpression>
  mode: 'items' | 'until'
  items: GraphExpression | null
  itemInput: string
  concurrency: number
  pauseSeconds: number
  maxRounds: number
}

export interface GraphWaitNode extends NodeBase, GraphConditionGroup {
  kind: 'wait'
  mode: 'duration' | 'time' | 'condition'
  duration: GraphExpression | null
  time: GraphExpression | null
  timeoutSeconds: number | null
}

export interface GraphEndNode extends NodeBase {
  kind: 'end'
}

export interface GraphUnsupportedNode extends NodeBase {
  kind: 'unsupported'
  stepType: string
  ports: string[]
}

export type GraphNode =
  | GraphStartNode
  | GraphActionNode
  | GraphConditionNode
  | GraphFilterNode
  | GraphTaskNode
  | GraphUserChoiceNode
  | GraphNestedPlaybookNode
  | GraphRepeatNode
  | GraphWaitNode
  | GraphEndNode
  | GraphUnsupportedNode

export interface GraphLink {
  id: string
  source: { id: string; port: string }
  target: { id: string; port: string }
  vertices?: { x: number; y: number }[]
  extra?: Record<string, unknown>
}
