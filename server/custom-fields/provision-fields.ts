import type { FieldSection } from '@tocsin/contracts/custom-field.ts'
import type { Tx } from '../platform/index.ts'
import { type ShippedField, shippedFields } from './default-fields.ts'

/** Brings the default fields of every section; one that is there keeps what an administrator made of it (CF-02). */
export async function provisionFields(tx: Tx): Promise<void> {
  for (const section of Object.keys(shippedFields) as FieldSection[]) {
    await tx.sql
      .insertInto('field_sections')
      .values({ section })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    await tx.sql
      .insertInto('fields')
      .values(shippedFields[section].map((field, position) => toRow(section, field, position)))
      .onConflict((conflict) => conflict.columns(['section', 'internal_name']).doNothing())
      .execute()
  }
}

function toRow(section: FieldSection, field: ShippedField, position: number) {
  const options = (field.options ?? []).map(([id, label]) => ({ id, label, retired: false, shipped: true }))
  return {
    section,
    internal_name: field.internalName,
    slot: null,
    name: field.name,
    type: field.type,
    options: JSON.stringify(options),
    required: field.required ?? false,
    read_only: field.readOnly ?? false,
    use_as_filter: field.useAsFilter ?? false,
    default_value: JSON.stringify(field.defaultValue ?? null),
    position,
    deleted_at: null,
  }
}
