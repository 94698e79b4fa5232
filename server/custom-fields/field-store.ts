import type { CustomField, FieldSection } from '@tocsin/contracts/custom-field.ts'
import type { Selectable } from 'kysely'
import { sql } from 'kysely'
import { notFound, type Tx } from '../platform/index.ts'
import { type Field, toCustomField } from './field.ts'
import type { FieldTable } from './tables.ts'

function toField(row: Selectable<FieldTable>): Field {
  return {
    id: row.id,
    section: row.section,
    internalName: row.internal_name,
    custom: row.slot !== null,
    name: row.name,
    type: row.type,
    options: row.options,
    required: row.required,
    readOnly: row.read_only,
    useAsFilter: row.use_as_filter,
    useInNotifications: row.use_in_notifications,
    defaultValue: row.default_value,
    help: row.help,
    position: row.position,
    version: row.version,
  }
}

/** All fields of a section, the default ones first, each in the order of forms (CF-16). Deleted ones are left out. */
export async function listFields(tx: Tx, section: FieldSection): Promise<Field[]> {
  const rows = await tx.sql
    .selectFrom('fields')
    .selectAll()
    .where('section', '=', section)
    .where('deleted_at', 'is', null)
    .orderBy(sql`slot is not null`)
    .orderBy('position')
    .orderBy('slot')
    .execute()
  return rows.map(toField)
}

/** The fields that administrators of this section added, in the order of forms. */
export async function listCustomFields(tx: Tx, section: FieldSection): Promise<CustomField[]> {
  return (await listFields(tx, section)).filter((field) => field.custom).map(toCustomField)
}

/** The fields on the forms of a section; triage events share the Type of incidents (TRI-04, CF-17). */
export async function listFormFields(tx: Tx, section: FieldSection): Promise<Field[]> {
  const fields = await listFields(tx, section)
  if (section === 'incidents') return fields
  const types = (await listFields(tx, 'incidents')).filter((field) => field.internalName === 'type')
  return [...fields.filter((field) => !field.custom), ...types, ...fields.filter((field) => field.custom)]
}

/** One field, default or own. Throws `not_found`, also for a deleted one. */
export async function getField(tx: Tx, id: string): Promise<Field> {
  const row = await tx.sql
    .selectFrom('fields')
    .selectAll()
    .where(sql<boolean>`id::text = ${id}`)
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
  if (!row) throw notFound('custom field', id)
  return toField(row)
}

/** The same, locked until the transaction ends. */
export async function lockField(tx: Tx, id: string): Promise<Field> {
  await tx.sql.selectFrom('fields').select('id').where(sql<boolean>`id::text = ${id}`).forUpdate().execute()
  return getField(tx, id)
}

/** How many own fields can still be added; a deleted one keeps its slot (CF-05, CF-06). */
export async function countFreeSlots(tx: Tx, section: FieldSection, limit: number): Promise<number> {
  const row = await tx.sql
    .selectFrom('field_sections')
    .select('slots_used')
    .where('section', '=', section)
    .executeTakeFirst()
  return limit - (row?.slots_used ?? 0)
}

/** Takes the next number of the section for ever; null when all are given (CF-07). */
export async function takeSlot(tx: Tx, section: FieldSection, limit: number): Promise<number | null> {
  const row = await tx.sql
    .updateTable('field_sections')
    .set((set) => ({ slots_used: set('slots_used', '+', 1) }))
    .where('section', '=', section)
    .where('slots_used', '<', limit)
    .returning('slots_used')
    .executeTakeFirst()
  return row?.slots_used ?? null
}

/** Whether a field of this id was deleted here. */
export async function findDeletedField(tx: Tx, id: string): Promise<boolean> {
  const row = await tx.sql
    .selectFrom('fields')
    .select('id')
    .where(sql<boolean>`id::text = ${id}`)
    .where('deleted_at', 'is not', null)
    .executeTakeFirst()
  return row !== undefined
}

/** Takes a deleted field back with its number and its data; false when there is none of this id. */
export async function reviveField(tx: Tx, id: string): Promise<boolean> {
  const row = await tx.sql
    .updateTable('fields')
    .set({ deleted_at: null })
    .where(sql<boolean>`id::text = ${id}`)
    .where('deleted_at', 'is not', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}
