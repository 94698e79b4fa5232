import type { FieldDescription } from '@tocsin/contracts/incident.ts'
import type { Json } from '@tocsin/contracts/lists.ts'

type Values = Record<string, Json>

const isMany = (field: FieldDescription) => field.type === 'multilist' || field.type === 'tags'

/** A stored value as its input takes it: texts are never null, lists are lists, a user is his id. */
export function inputValue(field: FieldDescription, stored: Json | undefined): Json {
  if (isMany(field)) return Array.isArray(stored) ? stored : []
  if (field.type === 'checkbox') return stored === true
  if (field.type === 'user' && typeof stored === 'object' && stored !== null && !Array.isArray(stored)) {
    return stored.id ?? null
  }
  if (field.type === 'list' || field.type === 'user' || field.type === 'datetime') return stored ?? null
  return stored ?? ''
}

/** An input's value as it is sent; null clears. */
export function writtenValue(field: FieldDescription, value: Json | undefined): Json {
  if (value === undefined || value === '') return null
  if (typeof value === 'string' && field.type !== 'html') return value.trim() === '' ? null : value
  if (isMany(field) && Array.isArray(value) && value.length === 0) return null
  return value
}

export function inputValues(fields: FieldDescription[], stored: Values): Values {
  return Object.fromEntries(fields.map((field) => [field.internalName, inputValue(field, stored[field.internalName])]))
}

export const sameValue = (one: Json | undefined, other: Json | undefined) =>
  JSON.stringify(one ?? null) === JSON.stringify(other ?? null)

/** Only what differs, so that a change says what its author changed (IDT-10). */
export function changedValues(fields: FieldDescription[], before: Values, after: Values): Values {
  const changed: Values = {}
  for (const field of fields) {
    const name = field.internalName
    const written = writtenValue(field, after[name])
    if (!field.readOnly && !sameValue(written, writtenValue(field, before[name]))) changed[name] = written
  }
  return changed
}

/** What is not empty, for a record that is being made: what is left out takes its default. */
export function givenValues(fields: FieldDescription[], values: Values): Values {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const written = writtenValue(field, values[field.internalName])
      const isUntouched = field.type === 'checkbox' && written === false
      return field.readOnly || written === null || isUntouched ? [] : [[field.internalName, written]]
    }),
  )
}

/** Fields that must have a value and have none (NEW-02, NEW-08). */
export function missingFields(fields: FieldDescription[], values: Values): FieldDescription[] {
  return fields.filter(
    (field) => field.required && !field.readOnly && writtenValue(field, values[field.internalName]) === null,
  )
}
