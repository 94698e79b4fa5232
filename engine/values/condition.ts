import { z } from 'zod'
import { parseTemplate } from './placeholder.ts'
import { type Expression, expression } from './reference.ts'
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

/** The one item of a split list that a filter looks at: the node that gave it, and its place in the list. */
export interface TestedItem {
  node: string
  position: number
}

/**
 * Whether a group holds. Throws ConditionError for an empty group and for and/or mixed (CND-02, NOD-23). Of a `tested`
 * item, a list from elsewhere that is compared with it counts only at its position (NOD-33).
 */
export function holds(group: ConditionGroup, source: ValueSource, tested?: TestedItem): boolean {
  if (group.conditions.length === 0) throw new ConditionError('The branch has no condition')
  if (group.join === 'mixed') throw new ConditionError('The branch mixes AND and OR; use only one of them')
  const test = (each: Condition) => conditionHolds(each, source, group.cartesian, tested)
  return group.join === 'and' ? group.conditions.every(test) : group.conditions.some(test)
}

/**
 * One condition. A list on the left holds if any element does (CND-06); two lists are compared by position, or every
 * element with every other where `cartesian`.
 */
function conditionHolds(
  each: Condition,
  source: ValueSource,
  cartesian: boolean,
  tested: TestedItem | undefined,
): boolean {
  const left = resolve(each.left, source)
  if (each.operator === 'present') return isPresent(left)
  if (each.operator === '!present') return !isPresent(left)
  const right = each.right && resolve(each.right, source)
  if (each.left.ref === 'internal' && each.left.value === 'empty') return compareEmpty(right, each.operator)
  if (each.right?.ref === 'internal' && each.right.value === 'empty') return compareEmpty(left, each.operator)
  const [a, b] = tested && !cartesian ? opposite(each, left, right, tested) : [left, right]
  return pairs(a, b, cartesian).some(([one, other]) => compare(one, each.operator, other))
}

/** Both sides; the one that is from elsewhere, opposite to the tested item, at the position of that item. */
function opposite(each: Condition, left: unknown, right: unknown, { node, position }: TestedItem): [unknown, unknown] {
  const ofItem = [readsNode(each.left, node), readsNode(each.right, node)]
  if (ofItem[0] === ofItem[1]) return [left, right]
  return ofItem[0] ? [left, partner(right, position)] : [partner(left, position), right]
}

function readsNode(side: Expression | undefined, node: string): boolean {
  if (side?.ref === 'node') return side.node === node
  if (side?.ref !== 'text') return false
  return parseTemplate(side.text).some((part) => part.kind === 'reference' && readsNode(part.reference, node))
}

/** What stands opposite to one item: single values and lists of one are partners of all. */
function partner(value: unknown, position: number): unknown {
  return Array.isArray(value) && value.length > 1 ? value[position] : value
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
