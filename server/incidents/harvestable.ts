import type { Json } from '@tocsin/contracts'
import type { Field, FieldValues } from '../custom-fields/index.ts'

const harvested: readonly Field['type'][] = ['text', 'html', 'ip']

/** The values in which entities can stand (ENT-10): texts, not lists, people and times. */
export function harvestable(fields: readonly Field[], values: FieldValues): Json[] {
  return fields
    .filter((field) => harvested.includes(field.type))
    .map((field) => values[field.internalName] ?? null)
    .filter((value) => value !== null)
}
