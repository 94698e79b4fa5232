import { Failure } from '../platform/index.ts'
import type { Field } from './field.ts'
import { normaliseValue, Unfit } from './field-value.ts'

/** Throws `invalid_input` when the default value of a field is not one of its values (CF-12). */
export function refuseUnfitDefault(field: Field): void {
  try {
    normaliseValue(field, field.defaultValue)
  } catch (error) {
    if (!(error instanceof Unfit)) throw error
    throw new Failure('invalid_input', `The default value does not fit: ${error.message}.`, [
      { path: 'defaultValue', message: error.message },
    ])
  }
}
