import { isJsonObject } from '../../canonical/canonical-json.ts'
import type { JsonRecord } from '../yaml/record-reader.ts'
import type { ConditionStep, ExchangeCondition, UserChoiceStep } from './exchange-playbook.ts'
import { constantText, readExpression, referenceKey, writeExpression } from './expressions.ts'
import type {
  GraphBranch,
  GraphCondition,
  GraphConditionNode,
  GraphExpression,
  GraphUserChoiceNode,
} from './graph-document.ts'
import { secondsOf } from './seconds-of.ts'

type Own<Step> = Omit<Step, 'id' | 'position' | 'extra'>

export function conditionStep(node: GraphConditionNode): Own<ConditionStep> {
  return {
    kind: 'condition',
    stepType: 'condition',
    actionTitle: node.name,
    multiple_conditions: node.branches.map((branch) => ({
      port: branch.name,
      cartesian_product: branch.cartesian,
      conditions: branch.conditions.map((condition) => toRow(condition, branch)),
      extra: copied(branch.extra),
    })),
    inPorts: ['in'],
    outPorts: [...node.branches.map(({ name }) => name), 'failure'],
  }
}

/** `kept` is what the import could not understand; it is written back where nobody has chosen anything since. */
function toRow(condition: GraphCondition, branch: GraphBranch): ExchangeCondition {
  const { kept: unread, ...extra } = copied(condition.extra)
  const kept = isJsonObject(unread) ? unread : {}
  const untouched = constantText(condition.left) === ''
  const left = untouched ? readExpression(kept.left) : condition.left
  const operator = untouched && typeof kept.operator === 'string' ? kept.operator : condition.operator
  const logical = branch.join === 'mixed' ? kept.logical_operator : branch.join
  return {
    elements: {
      sx: left ? constantMark(left) : (kept.sx ?? ''),
      operator,
      dx: condition.right ? constantMark(condition.right) : (kept.dx ?? ''),
    },
    logical_operator: typeof logical === 'string' ? logical : 'and',
    x_bindings: { ...referenceKey('sx', left), ...referenceKey('dx', condition.right) },
    extra,
  }
}

function constantMark(expression: GraphExpression) {
  return constantText(expression) === null ? '' : writeExpression(expression)
}

export function userChoiceStep(node: GraphUserChoiceNode, kept: JsonRecord): Omit<UserChoiceStep, 'id' | 'position'> {
  const { expiresUnit, expiresValueRaw, expiresValue, expiresDefault, ...extra } = kept
  const unit = typeof expiresUnit === 'string' ? expiresUnit : ''
  const unused = {
    expiresUnit: unit,
    expiresValueRaw: typeof expiresValueRaw === 'number' ? expiresValueRaw : null,
    expiresValue: typeof expiresValue === 'number' ? expiresValue : null,
    expiresDefault: typeof expiresDefault === 'string' ? expiresDefault : '',
  }
  return {
    kind: 'user-choice',
    stepType: 'user-choice',
    actionTitle: node.name,
    title: node.title,
    question: node.question,
    answers: node.answers,
    authorizer: constantText(node.authorizer) ?? '',
    expires: node.expires !== null,
    ...(node.expires ? expiry(node.expires, unit) : unused),
    sendMail: node.answerByMail,
    answerBySlack: node.answerBySlack,
    x_bindings: referenceKey('authorizer', node.authorizer),
    inPorts: ['in'],
    outPorts: node.answers,
    extra,
  }
}

/** In the unit of the file where it divides, else in the largest that does. */
function expiry(expires: { seconds: number; default: string }, given: string) {
  const units = [given, 'days', 'hours', 'minutes', 'seconds']
  const unit = units.find((each) => expires.seconds % (secondsOf(each) ?? Number.POSITIVE_INFINITY) === 0) ?? 'seconds'
  return {
    expiresUnit: unit,
    expiresValueRaw: expires.seconds / (secondsOf(unit) ?? 1),
    expiresValue: expires.seconds,
    expiresDefault: expires.default,
  }
}

function copied(value: Record<string, unknown> | undefined): JsonRecord {
  return JSON.parse(JSON.stringify(value ?? {}))
}
