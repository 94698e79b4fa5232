import type { ExchangeBranch, ExchangeCondition, ExchangeLink, ExchangeStep } from './exchange-playbook.ts'

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
    default:
      return { ...own }
  }
}

function withoutCommon(step: ExchangeStep): Own<ExchangeStep> {
  const { kind, id, a_id, stepType, inPorts, outPorts, position, node_number, extra, ...own } = step
  return own
}

function branchKeys({ port, cartesian_product, conditions, extra }: ExchangeBranch) {
  return { port, cartesian_product, conditions: conditions.map(conditionKeys), ...extra }
}

function conditionKeys({ elements, logical_operator, x_bindings, extra }: ExchangeCondition) {
  return { elements, logical_operator, ...filled({ x_bindings }), ...extra }
}

/** Written only where they say something, so that foreign files stay as they were. */
const optional = new Set(
  'x_bindings params params_source title actionTitle answerBySlack expiresUnit expiresValueRaw expiresValue dueDate'.split(
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
