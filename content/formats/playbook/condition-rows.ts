import { isJsonObject } from '../../canonical/canonical-json.ts'
import type { Conversion } from './conversion.ts'
import { extraKey } from './conversion.ts'
import { type ExchangeCondition, type ExchangeStep, stepName } from './exchange-playbook.ts'
import { bindingKey, constantText, readExpression, writeExpression } from './expressions.ts'
import type { GraphCondition, GraphConditionGroup, GraphExpression, GraphOperator } from './graph-document.ts'
import { jsonRecord } from './json-record.ts'

const operators: readonly GraphOperator[] = [
  ...(['==', '!=', '<', '<=', '>', '>='] as const),
  ...(['contains', '!contains', 'present', '!present'] as const),
]

interface Rows {
  cartesian_product: boolean
  conditions: ExchangeCondition[]
}

/** The conditions of a branch, a filter or a wait. AND mixed with OR is kept as it is, but cannot run (CND-02). */
export function readGroup(rows: Rows, step: ExchangeStep, conversion: Conversion): GraphConditionGroup {
  const joins = new Set(rows.conditions.map(({ logical_operator }) => logical_operator.toLowerCase()))
  const join = joins.size > 1 ? 'mixed' : joins.has('or') ? 'or' : 'and'
  const conditions = rows.conditions.map((row) => readRow(row, join === 'mixed', step, conversion))
  return { join, cartesian: rows.cartesian_product, conditions }
}

function readRow(
  { elements, logical_operator, x_bindings, extra }: ExchangeCondition,
  mixed: boolean,
  step: ExchangeStep,
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

export function writeGroup(group: GraphConditionGroup): Rows {
  return {
    cartesian_product: group.cartesian,
    conditions: group.conditions.map((condition) => writeRow(condition, group.join)),
  }
}

/** `kept` is what the import could not understand; it is written back where nobody has chosen anything since. */
function writeRow(condition: GraphCondition, join: GraphConditionGroup['join']): ExchangeCondition {
  const { kept: unread, ...extra } = jsonRecord(condition.extra)
  const kept = isJsonObject(unread) ? unread : {}
  const untouched = constantText(condition.left) === ''
  const left = untouched ? readExpression(kept.left) : condition.left
  const operator = untouched && typeof kept.operator === 'string' ? kept.operator : condition.operator
  const logical = join === 'mixed' ? kept.logical_operator : join
  return {
    elements: {
      sx: left ? constantMark(left) : (kept.sx ?? ''),
      operator,
      dx: condition.right ? constantMark(condition.right) : (kept.dx ?? ''),
    },
    logical_operator: typeof logical === 'string' ? logical : 'and',
    x_bindings: { ...bindingKey('sx', left), ...bindingKey('dx', condition.right) },
    extra,
  }
}

function constantMark(expression: GraphExpression) {
  return constantText(expression) === null ? '' : writeExpression(expression)
}
