import { parseTemplate } from './placeholder.ts'
import type { Expression } from './reference.ts'
import { resolve } from './resolve.ts'
import type { ValueSource } from './resolve-reference.ts'
import { toText } from './text.ts'

/** What one iteration of a node is given: texts, and whole lists for the fields that take them (PLC-13, PLC-14). */
export type InputRow = Record<string, string | string[]>

export interface ExpandOptions {
  cartesian: boolean
  /** Fields that take a list as one value: multilist and tag. */
  wholeFields: readonly string[]
  /** Most iterations of one node (PLC-18). */
  maxIterations: number
}

export interface Expansion {
  /** One row per iteration. No row at all: every list that was given is empty, so there is nothing to do. */
  rows: InputRow[]
  /** True where a list was expanded, even one of a single item. */
  iterated: boolean
  warnings: string[]
}

interface Column {
  field: string
  /** A single value, or the items of a list. */
  value: string | string[] | unknown[]
  list: boolean
}

/** Turns a node's inputs into iterations: paired by position, or all combinations (PLC-07 … PLC-13, PLC-18). */
export function expandInputs(
  inputs: Readonly<Record<string, Expression>>,
  source: ValueSource,
  options: ExpandOptions,
): Expansion {
  const columns = Object.entries(inputs).map(([field, expression]) => column(field, expression, source, options))
  const lists = columns.filter((each) => each.list)
  if (lists.length === 0) return { rows: [row(columns, () => 0)], iterated: false, warnings: [] }
  // A loop in a text decides the iterations itself (PLC-08).
  const cartesian = options.cartesian && !Object.values(inputs).some(hasLoop)
  return cartesian ? combine(columns, lists, options) : pair(columns, lists, options)
}

function column(field: string, expression: Expression, source: ValueSource, options: ExpandOptions): Column {
  const value = resolve(expression, source)
  if (!Array.isArray(value)) return { field, value: toText(value), list: false }
  if (options.wholeFields.includes(field)) {
    return { field, value: value.filter((item) => item !== undefined).map(toText), list: false }
  }
  return { field, value, list: true }
}

function pair(columns: Column[], lists: Column[], options: ExpandOptions): Expansion {
  const lengths = lists.map((each) => each.value.length)
  const longest = lengths.includes(0) && lengths.every((length) => length <= 1) ? 0 : Math.max(...lengths)
  const warnings: string[] = []
  const uneven = lists.filter((each) => each.value.length !== longest && each.value.length > 1)
  if (uneven.length > 0) {
    const named = lists.map((each) => `${each.field}: ${each.value.length}`).join(', ')
    warnings.push(`Lists of different length were paired by position, missing values are empty (${named})`)
  }
  const count = limit(longest, options, warnings)
  const rows = Array.from({ length: count }, (_, index) =>
    row(columns, (each) => (each.value.length === 1 ? 0 : index)),
  )
  return { rows, iterated: true, warnings }
}

function combine(columns: Column[], lists: Column[], options: ExpandOptions): Expansion {
  const warnings: string[] = []
  const total = lists.reduce((product, each) => product * each.value.length, 1)
  const count = limit(total, options, warnings)
  // The last field turns fastest, as when the combinations are written down.
  const strides = new Map<string, number>()
  let stride = 1
  for (const each of [...lists].reverse()) {
    strides.set(each.field, stride)
    stride *= each.value.length
  }
  const rows = Array.from({ length: count }, (_, index) =>
    row(columns, (each) => Math.floor(index / (strides.get(each.field) ?? 1)) % each.value.length),
  )
  return { rows, iterated: true, warnings }
}

function limit(count: number, options: ExpandOptions, warnings: string[]): number {
  if (count <= options.maxIterations) return count
  warnings.push(`${count} iterations were asked for, only the first ${options.maxIterations} run`)
  return options.maxIterations
}

function row(columns: Column[], indexOf: (column: Column) => number): InputRow {
  return Object.fromEntries(
    columns.map((each) => [each.field, each.list ? toText(each.value[indexOf(each)]) : whole(each.value)]),
  )
}

function whole(value: Column['value']): string | string[] {
  return Array.isArray(value) ? value.map(toText) : value
}

function hasLoop(expression: Expression): boolean {
  if (expression.ref !== 'text') return 'mode' in expression && expression.mode === 'loop'
  return parseTemplate(expression.text).some(
    (part) => part.kind === 'reference' && 'mode' in part.reference && part.reference.mode === 'loop',
  )
}
