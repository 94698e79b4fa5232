import { z } from 'zod'
import { expression } from './reference.ts'
import { resolve } from './resolve.ts'
import type { ValueSource } from './resolve-reference.ts'
import { toText } from './text.ts'

export const operators = ['==', '!=', '<', '<=', '>', '>=', 'contains', '!contains', 'present', '!present'] as const
export const operator = z.enum(operators)
export type Operator = z.infer<typeof operator>

export const condition = z.object({
  left: expression,
  operator,
  /** Left out by present and !present. */
  right: expression.optional(),
  extra: z.record(z.string(), z.unknown()).optional(),
})
export type Condition = z.infer<typeof condition>

/** `mixed` comes only from imported files: it is kept, but its evaluation fails (CND-02). */
export const joining = z.enum(['and', 'or', 'mixed'])

export interface ConditionGroup {
  join: z.infer<typeof joining>
  cartesian: boolean
  conditions: readonly Condition[]
}

/** A group of conditions that cannot be evaluated; the message is for the person who built it. */
export class ConditionError extends Error {
  override readonly name = 'ConditionError'
}

/**
 * Whether a group holds. Throws ConditionError for an empty group and for and/or mixed (CND-02, NOD-23). `position` is
 * that of the one item under test in its list: lists on the right are then compared at this position (NOD-33).
 */
export function holds(group: ConditionGroup, source: ValueSource, position?: number): boolean {
  if (group.conditions.length === 0) throw new ConditionError('The branch has no condition')
  if (group.join === 'mixed') throw new ConditionError('The branch mixes AND and OR; use only one of them')
  const test = (each: Condition) =>
    conditionHolds(each, source, group.cartesian ? undefined : position, group.cartesian)
  return group.join === 'and' ? group.conditions.every(test) : group.conditions.some(test)
}

/**
 * One condition. A list on the left holds if any element does (CND-06); two lists are compared by position, or every
 * element with every other where `cartesian`.
 */
function conditionHolds(
  each: Condition,
  source: ValueSource,
  position: number | undefined,
  cartesian: boolean,
): boolean {
  const left = resolve(each.left, source)
  if (each.operator === 'present') return isPresent(left)
  if (each.operator === '!present') return !isPresent(left)
  const right = paired(each.right && resolve(each.right, source), position)
  if (each.left.ref === 'internal' && each.left.value === 'empty') return compareEmpty(right, each.operator)
  if (each.right?.ref === 'internal' && each.right.value === 'empty') return compareEmpty(left, each.operator)
  return pairs(left, right, cartesian).some(([a, b]) => compare(a, each.operator, b))
}

/** The partner of one item in a list; single values and lists of one are partners of all. */
function paired(value: unknown, position: number | undefined): unknown {
  return position !== undefined && Array.isArray(value) && value.length > 1 ? value[position] : value
}

/** There is a value: 0, false and empty text are values, an empty list is not (PLC-19). */
function isPresent(value: unknown): boolean {
  if (Array.isArray(value)) return value.some((item) => item !== undefined && item !== null)
  return value !== undefined && value !== null
}

function compareEmpty(value: unknown, by: Operator): boolean {
  const texts = Array.isArray(value) ? value.map(toText) : [toText(value)]
  const empty = texts.every((text) => text === '')
  return by === '!=' || by === '!contains' ? !empty : empty
}

function pairs(left: unknown, right: unknown, cartesian: boolean): [unknown, unknown][] {
  if (!Array.isArray(right)) return asList(left).map((item) => [item, right])
  if (!Array.isArray(left)) return right.map((item) => [left, item])
  if (cartesian) return left.flatMap((a) => right.map((b): [unknown, unknown] => [a, b]))
  const at = (list: unknown[], index: number) => (list.length === 1 ? list[0] : list[index])
  return Array.from({ length: Math.max(left.length, right.length) }, (_, index) => [at(left, index), at(right, index)])
}

function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [value]
}

/** Numbers if both sides are numeric, else text: `==` minds the case, contains does not (CND-05, CND-08). */
export function compare(left: unknown, by: Operator, right: unknown): boolean {
  if (by === 'contains') return fold(left).includes(fold(right))
  if (by === '!contains') return !fold(left).includes(fold(right))
  const order = comparedNumbers(left, right) ?? comparedTexts(left, right)
  switch (by) {
    case '==':
      return order === 0
    case '!=':
      return order !== 0
    case '<':
      return order < 0
    case '<=':
      return order <= 0
    case '>':
      return order > 0
    case '>=':
      return order >= 0
    default:
      throw new ConditionError(`Unknown operator ${by}`)
  }
}

function fold(value: unknown): string {
  return toText(value).toLowerCase()
}

function comparedNumbers(left: unknown, right: unknown): number | null {
  const a = numeric(left)
  const b = numeric(right)
  return a === null || b === null ? null : Math.sign(a - b)
}

function numeric(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value !== 'string' || !/^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/.test(value)) return null
  return Number(value)
}

function comparedTexts(left: unknown, right: unknown): number {
  // Scripts print True as well as true.
  const truth = typeof left === 'boolean' || typeof right === 'boolean'
  const a = truth ? fold(left) : toText(left)
  const b = truth ? fold(right) : toText(right)
  return a === b ? 0 : a < b ? -1 : 1
}
