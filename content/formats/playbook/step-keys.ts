import type {
  ActionStep,
  ExchangeBranch,
  ExchangeCondition,
  ExchangeLink,
  ExchangeStep,
  WaitSettings,
  WaitStep,
} from './exchange-playbook.ts'
import { namesOf } from './match-action.ts'

/** The functional keys of a step in the words of the files, those that we do not know included; no drawing data. */
export function stepKeys(step: ExchangeStep): Record<string, unknown> {
  const { kind, id, a_id: aId, stepType, inPorts, outPorts, position, node_number: number, extra } = step
  return {
    id,
    ...(aId === undefined ? {} : { a_id: aId }),
    stepType,
    ...(kind === 'start' || kind === 'end' ? { elementType: kind.toUpperCase() } : {}),
    ...filled(ownKeys(step)),
    ...extra,
    inPorts,
    outPorts,
    position,
    ...(number === undefined ? {} : { node_number: number }),
  }
}

/** Without the vertices, which stand last in a link. */
export function linkKeys({ id, source, target, extra }: ExchangeLink): Record<string, unknown> {
  return { id, source, target, ...extra }
}

type Own<Step> = Step extends ExchangeStep
  ? Omit<Step, 'kind' | 'id' | 'a_id' | 'stepType' | 'inPorts' | 'outPorts' | 'position' | 'node_number' | 'extra'>
  : never

function ownKeys(step: ExchangeStep): Record<string, unknown> {
  const own = withoutCommon(step)
  switch (step.kind) {
    case 'condition':
      return { ...own, multiple_conditions: step.multiple_conditions.map(branchKeys) }
    case 'filter':
      return { ...own, conditions: step.conditions.map(conditionKeys) }
    case 'user-choice':
      return { actionType: 'user-choice', ...own }
    case 'task':
      return { ...own, ...named(step.authorizer, 'authorizer'), ...named(step.owner, 'owner') }
    case 'repeat': {
      const { conditions, ...settings } = step.x_node
      return { ...own, x_node: { kind: 'repeat', ...settings, conditions: conditions.map(conditionKeys) } }
    }
    case 'wait':
      return { ...waitAsAction(step), x_node: waitKeys(step.x_node) }
    default:
      return { ...own }
  }
}

function withoutCommon(step: ExchangeStep): Own<ExchangeStep> {
  const { kind, id, a_id, stepType, inPorts, outPorts, position, node_number, extra, ...own } = step
  return own
}

function named(text: string, key: string): Record<string, unknown> {
  return { [key]: text === '' ? undefined : text }
}

function waitKeys({ conditions, ...settings }: WaitSettings): Record<string, unknown> {
  return { kind: 'wait', ...settings, conditions: conditions.map(conditionKeys) }
}

/** What a tool sees that does not know waits: an action that somebody has to bind. */
function waitAsAction({ actionTitle }: WaitStep): Omit<Own<ActionStep>, 'x_bindings' | 'x_options'> {
  return {
    actionType: 'Custom',
    ...namesOf('Wait'),
    actionTitle,
    actionDesc: '',
    actAsset: '',
    actConf: { opt_fields: [], required_fields: [], optSwitch_fields: [] },
    authorizer: '',
    breakPoint: false,
    cartesian_product: false,
  }
}

function branchKeys({ port, cartesian_product, conditions, extra }: ExchangeBranch) {
  return { port, cartesian_product, conditions: conditions.map(conditionKeys), ...extra }
}

function conditionKeys({ elements, logical_operator, x_bindings, extra }: ExchangeCondition) {
  return { elements, logical_operator, ...filled({ x_bindings }), ...extra }
}

/** Written only where they say something, so that foreign files stay as they were. */
const optional = new Set(
  'x_bindings x_options params params_source title actionTitle answerBySlack hideAdditionalInfo expiresUnit expiresValueRaw expiresValue dueDate'.split(
    ' ',
  ),
)

function filled(keys: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(keys).filter(([key, value]) => !optional.has(key) || saysSomething(value)))
}

function saysSomething(value: unknown): boolean {
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0
  return value !== '' && value !== null && value !== false
}
