import type { JsonRecord } from '../yaml/record-reader.ts'
import type { DefinitionField } from './definition.ts'

/** The keys of a field in the order of the format, without its id. */
export function fieldKeys(field: DefinitionField): Record<string, unknown> {
  return {
    label: field.label,
    type: field.type,
    required: field.required,
    ...optional('validator', field.validator),
    ...optional('default', field.default),
    ...(field.values.length > 0 ? { values: new Map(field.values.map(({ key, text }) => [key, text])) } : {}),
    ...optional('hint', field.hint),
  }
}

/** The key with its value, or nothing. */
export function optional(key: string, value: string | null): Record<string, unknown> {
  return value === null ? {} : { [key]: value }
}

/** Adds the unknown keys of a file in their places; what is known wins. */
export function withExtra(known: Record<string, unknown>, extra: JsonRecord): Record<string, unknown> {
  return { ...known, ...Object.fromEntries(Object.entries(extra).filter(([key]) => !Object.hasOwn(known, key))) }
}

/** The unknown keys of a map below the root. */
export function extraOf(extra: JsonRecord, key: string): JsonRecord {
  const inside = extra[key]
  return typeof inside === 'object' && inside !== null && !Array.isArray(inside) ? inside : {}
}
