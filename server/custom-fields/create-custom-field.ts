import type { Json } from '@tocsin/contracts'
import {
  CUSTOM_FIELD_LIMIT,
  type CustomField,
  type CustomFieldType,
  type FieldSection,
} from '@tocsin/contracts/custom-field.ts'
import { type Actor, emit, Failure, type Tx, violatedConstraint } from '../platform/index.ts'
import { toCustomField } from './field.ts'
import { getField, takeSlot } from './field-store.ts'
import { mergeOptions, type WrittenOption } from './merge-options.ts'
import { refuseUnfitDefault } from './refuse-unfit-default.ts'

export interface NewCustomField {
  /** The id it has at the console, when it comes from there. */
  id?: string
  section: FieldSection
  name: string
  type: CustomFieldType
  options?: WrittenOption[] | undefined
  required?: boolean | undefined
  useAsFilter?: boolean | undefined
  useInNotifications?: boolean | undefined
  defaultValue?: Json | undefined
  help?: string | undefined
}

/** Adds a field under the next number of its section (CF-04 … CF-07). Throws `limit_reached` and `name_taken`. */
export async function createCustomField(tx: Tx, actor: Actor, input: NewCustomField): Promise<CustomField> {
  const { section } = input
  const options = mergeOptions([], input.options ?? [])
  if (input.type !== 'list' && options.length > 0) {
    throw new Failure('invalid_input', 'Only a list has values.', [{ path: 'options', message: 'belongs to a list' }])
  }
  const slot = await takeSlot(tx, section, CUSTOM_FIELD_LIMIT)
  if (slot === null) {
    throw new Failure(
      'limit_reached',
      `${CUSTOM_FIELD_LIMIT} custom fields of ${section} were created; deleted ones count too. Rename one that is not needed.`,
    )
  }
  const id = await insert(tx, { ...input, options, slot })
  const field = await getField(tx, id)
  refuseUnfitDefault(field)
  const after = toCustomField(field)
  await emit(tx, actor, { type: 'CustomFieldCreated', subject: { kind: 'custom-fields', id }, after })
  return after
}

async function insert(tx: Tx, input: NewCustomField & { slot: number }): Promise<string> {
  try {
    const row = await tx.sql
      .insertInto('fields')
      .values({
        ...(input.id === undefined ? {} : { id: input.id }),
        section: input.section,
        internal_name: `opt_${input.slot}`,
        slot: input.slot,
        name: input.name,
        type: input.type,
        options: JSON.stringify(input.options),
        required: input.required ?? false,
        use_as_filter: input.useAsFilter ?? false,
        use_in_notifications: input.useInNotifications ?? false,
        default_value: JSON.stringify(input.defaultValue ?? null),
        help: input.help ?? '',
        position: input.slot,
        deleted_at: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return row.id
  } catch (error) {
    throw violatedConstraint(error) === 'fields_by_name' ? nameTaken(input.section, input.name) : error
  }
}

export function nameTaken(section: FieldSection, name: string): Failure {
  return new Failure('name_taken', `There is already a field "${name}" in ${section}. Choose another name.`, [
    { path: 'name', message: 'is taken' },
  ])
}
