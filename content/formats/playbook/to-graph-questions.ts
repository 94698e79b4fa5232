import { type Conversion, constant, extraKey } from './conversion.ts'
import type { ConditionStep, ExchangeBranch, ExchangeCondition, UserChoiceStep } from './exchange-playbook.ts'
import { stepName } from './exchange-playbook.ts'
import { readExpression } from './expressions.ts'
import type {
  GraphBranch,
  GraphCondition,
  GraphConditionNode,
  GraphOperator,
  GraphUserChoiceNode,
} from './graph-document.ts'
import { secondsOf } from './seconds-of.ts'

const operators: readonly GraphOperator[] = [
  '==',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'contains',
  '!contains',
  'present',
  '!present',
]
const failure = 'failure'

type Own<Node> = Omit<Node, 'id' | 'name' | 'position' | 'number' | 'extra'>

/** A port that has no branch becomes a branch without conditions, so that its links keep their place. */
export function conditionNode(step: ConditionStep, conversion: Conversion): Own<GraphConditionNode> {
  const branches = step.multiple_conditions.map((branch, index) => toBranch(branch, index, step, conversion))
  const named = new Set(branches.map(({ name }) => name))
  const bare = step.outPorts.filter((port) => port !== failure && !named.has(port))
  for (const port of bare) {
    conversion.warnings.push(`${conversion.playbook}: the branch "${port}" of "${stepName(step)}" has no conditions.`)
  }
  const added = bare.map((name): GraphBranch => ({ name, join: 'and', cartesian: false, conditions: [] }))
  return { kind: 'condition', branches: [...branches, ...added] }
}

function toBranch(branch: ExchangeBranch, index: number, step: ConditionStep, conversion: Conversion): GraphBranch {
  const joins = new Set(branch.conditions.map(({ logical_operator }) => logical_operator.toLowerCase()))
  const join = joins.size > 1 ? 'mixed' : joins.has('or') ? 'or' : 'and'
  return {
    name: branch.port || `IF ${index + 1}`,
    join,
    cartesian: branch.cartesian_product,
    conditions: branch.conditions.map((condition) => toCondition(condition, join === 'mixed', step, conversion)),
    ...extraKey(branch.extra),
  }
}

function toCondition(
  { elements, logical_operator, x_bindings, extra }: ExchangeCondition,
  mixed: boolean,
  step: ConditionStep,
  conversion: Conversion,
): GraphCondition {
  const operator = operators.find((each) => each === elements.operator)
  const left = readExpression(x_bindings.sx) ?? readExpression(elements.sx)
  const right = readExpression(x_bindings.dx) ?? readExpression(elements.dx)
  const kept = {
    ...(mixed ? { logical_operator } : {}),
    ...(operator ? {} : { operator: elements.operator }),
    ...(left || elements.sx === '' ? {} : { sx: elements.sx }),
    ...(right || elements.dx === '' ? {} : { dx: elements.dx }),
    ...(left && !operator ? { left } : {}),
  }
  if (!operator) {
    const message = `compares by "${elements.operator}", which is not known; choose another comparison.`
    conversion.warnings.push(`${conversion.playbook}: a condition of "${stepName(step)}" ${message}`)
  }
  return {
    // Without a value on the left nobody can publish it: an unknown comparison must never run as another one.
    left: operator && left ? left : { ref: 'const', value: '' },
    operator: operator ?? '==',
    ...(right ? { right } : {}),
    ...extraKey({ ...(Object.keys(kept).length > 0 ? { kept } : {}), ...extra }),
  }
}

export function userChoiceNode(step: UserChoiceStep): Own<GraphUserChoiceNode> & { extra: Record<string, unknown> } {
  const { expiresUnit, expiresValueRaw, expiresValue, expiresDefault } = step
  const seconds = expiresValue ?? (expiresValueRaw ?? 0) * (secondsOf(expiresUnit) ?? 0)
  const expires = step.expires && seconds > 0 ? { seconds, default: expiresDefault } : null
  return {
    kind: 'user-choice',
    title: step.title,
    question: step.question,
    answers: step.answers,
    authorizer: readExpression(step.x_bindings.authorizer) ?? constant(step.authorizer),
    expires,
    answerByMail: step.sendMail,
    answerBySlack: step.answerBySlack,
    extra: filled(expires ? { expiresUnit } : { expiresUnit, expiresValueRaw, expiresValue, expiresDefault }),
  }
}

function filled(keys: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(keys).filter(([, value]) => value !== '' && value !== null))
}
