import type { ErrorDetail, Json } from '@tocsin/contracts'
import type { FieldSection } from '@tocsin/contracts/custom-field.ts'
import { Failure, type Tx } from '../platform/index.ts'
import type { Field } from './field.ts'
import { listFields } from './field-store.ts'
import { normaliseValue, Unfit } from './field-value.ts'

export type FieldValues = Record<string, Json>

interface ValidationOptions {
  /** True for a change: only what is given is looked at. Else defaults are filled in and required ones demanded. */
  partial: boolean
  /** Present values, for a change: a retired value may stay. */
  former?: FieldValues
}

/**
 * Values of the own fields of a section by internal name, as they are stored. Throws `invalid_input` with one detail
 * per field that does not fit (`path` is `fields.opt_3`).
 */
export async function validateFieldValues(
  tx: Tx,
  section: FieldSection,
  values: FieldValues,
  options: ValidationOptions,
): Promise<FieldValues> {
  const fields = await listFields(tx, section)
  return checkFieldValues(
    fields.filter((field) => field.custom),
    values,
    options,
  )
}

/** The same over given fields. */
export function checkFieldValues(
  fields: readonly Field[],
  values: FieldValues,
  options: ValidationOptions,
): FieldValues {
  const known = new Map(fields.map((field) => [field.internalName, field]))
  const details: ErrorDetail[] = []
  const refuse = (name: string, message: string) => details.push({ path: `fields.${name}`, message })
  const checked: FieldValues = {}
  for (const [name, value] of Object.entries(values)) {
    const field = known.get(name)
    if (!field) refuse(name, 'is not a field')
    else if (field.readOnly) refuse(name, `${field.name} is set by the product`)
    else {
      try {
        checked[name] = normaliseValue(field, value, options.former?.[name])
      } catch (error) {
        if (!(error instanceof Unfit)) throw error
        refuse(name, `${field.name}: ${error.message}`)
      }
    }
  }
  for (const field of fields) {
    if (!options.partial && !field.readOnly) checked[field.internalName] ??= defaultOf(field)
    const isLooked = field.internalName in checked
    if (
      field.required &&
      isLooked &&
      checked[field.internalName] === null &&
      !details.some((each) => each.path === `fields.${field.internalName}`)
    ) {
      refuse(field.internalName, `${field.name} is required`)
    }
  }
  if (details.length > 0) {
    throw new Failure('invalid_input', details.map((detail) => `${detail.message}.`).join(' '), details)
  }
  return checked
}

/** A default that no longer fits, such as a retired value, counts as none. */
function defaultOf(field: Field): Json {
  try {
    return normaliseValue(field, field.defaultValue)
  } catch (error) {
    if (error instanceof Unfit) return null
    throw error
  }
}
