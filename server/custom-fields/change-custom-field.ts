import type { BodyOf } from '@tocsin/contracts'
import type { CustomField, changeCustomField as contract, DefaultField } from '@tocsin/contracts/custom-field.ts'
import { type Actor, emit, Failure, type Tx, violatedConstraint } from '../platform/index.ts'
import { nameTaken } from './create-custom-field.ts'
import { type Field, toCustomField, toDefaultField } from './field.ts'
import { getField, lockField } from './field-store.ts'
import { mergeOptions, renamedLabels, renameIn } from './merge-options.ts'
import { refuseUnfitDefault } from './refuse-unfit-default.ts'

/** Renames a field or changes its values and settings; the type stays (CF-02 … CF-04, CF-13). */
export async function changeCustomField(
  tx: Tx,
  actor: Actor,
  id: string,
  input: BodyOf<typeof contract>,
): Promise<CustomField | DefaultField> {
  const before = await lockField(tx, id)
  if (input.version !== undefined && input.version !== before.version) {
    throw new Failure('stale_version', `${before.name} was changed meanwhile. Load again and repeat your change.`)
  }
  if (input.options && before.type !== 'list' && before.type !== 'multilist') {
    throw new Failure('wrong_state', `${before.name} is no list and has no values.`)
  }
  if (before.readOnly && (input.required !== undefined || input.defaultValue !== undefined)) {
    throw new Failure('wrong_state', `${before.name} is set by the product; it can only be renamed and explained.`)
  }
  const options = input.options ? mergeOptions(before.options, input.options) : before.options
  const defaultValue = input.defaultValue ?? renameIn(before.defaultValue, renamedLabels(before.options, options))
  await update(tx, before, { ...input, options, defaultValue })
  const after = await getField(tx, before.id)
  refuseUnfitDefault(after)
  await emit(tx, actor, {
    type: 'CustomFieldUpdated',
    subject: { kind: 'custom-fields', id: before.id },
    before: toRecord(before),
    after: toRecord(after),
  })
  return toRecord(after)
}

function toRecord(field: Field): CustomField | DefaultField {
  return field.custom ? toCustomField(field) : toDefaultField(field)
}

async function update(
  tx: Tx,
  before: Field,
  input: Omit<BodyOf<typeof contract>, 'options'> & { options: Field['options'] },
): Promise<void> {
  try {
    await tx.sql
      .updateTable('fields')
      .set((set) => ({
        version: set('version', '+', 1),
        options: JSON.stringify(input.options),
        ...(input.name === undefined ? {} : { name: input.name }),
        ...(input.required === undefined ? {} : { required: input.required }),
        ...(input.useAsFilter === undefined ? {} : { use_as_filter: input.useAsFilter }),
        ...(input.useInNotifications === undefined ? {} : { use_in_notifications: input.useInNotifications }),
        ...(input.defaultValue === undefined ? {} : { default_value: JSON.stringify(input.defaultValue) }),
        ...(input.help === undefined ? {} : { help: input.help }),
      }))
      .where('id', '=', before.id)
      .execute()
  } catch (error) {
    throw violatedConstraint(error) === 'fields_by_name' ? nameTaken(before.section, input.name ?? before.name) : error
  }
}
