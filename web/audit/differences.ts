import type { Json } from '@tocsin/contracts/lists.ts'

export interface Difference {
  /** Where in the object: `fields.restriction`. */
  path: string
  before: Json | undefined
  after: Json | undefined
}

const isObject = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What differs between two states of an object, value by value; lists are compared whole. */
export function differences(before: Json, after: Json): Difference[] {
  const found: Difference[] = []
  const visit = (one: Json | undefined, other: Json | undefined, path: string) => {
    if (JSON.stringify(one ?? null) === JSON.stringify(other ?? null)) return
    if ((isObject(one) || isObject(other)) && (isObject(one) || isEmpty(one)) && (isObject(other) || isEmpty(other))) {
      for (const name of new Set([...Object.keys(one ?? {}), ...Object.keys(other ?? {})])) {
        visit(
          isObject(one) ? one[name] : undefined,
          isObject(other) ? other[name] : undefined,
          path ? `${path}.${name}` : name,
        )
      }
    } else found.push({ path, before: one, after: other })
  }
  visit(before, after, '')
  return found
}

const isEmpty = (value: Json | undefined) => value === null || value === undefined

/** A value on one line. */
export function valueText(value: Json | undefined): string {
  if (value === undefined || value === null || value === '') return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** The differences on one line, for the list. */
export function summary(list: Difference[], nothing: string): string {
  const shown = list.slice(0, 3).map(({ path, before, after }) => {
    const [was, is] = [valueText(before) || nothing, valueText(after) || nothing]
    return before === undefined ? `${path}: ${is.slice(0, 40)}` : `${path}: ${was.slice(0, 40)} → ${is.slice(0, 40)}`
  })
  return [...shown, ...(list.length > 3 ? [`+${list.length - 3}`] : [])].join(' · ')
}
