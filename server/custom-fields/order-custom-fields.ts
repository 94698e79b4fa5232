import type { CustomField, FieldSection } from '@tocsin/contracts/custom-field.ts'
import { sql } from 'kysely'
import { type Actor, emit, Failure, type Tx } from '../platform/index.ts'
import { listCustomFields } from './field-store.ts'

/** Sets the order of all own fields of a section on all forms (CF-16). */
export async function orderCustomFields(
  tx: Tx,
  actor: Actor,
  input: { section: FieldSection; ids: string[] },
): Promise<CustomField[]> {
  await tx.sql.selectFrom('field_sections').select('section').where('section', '=', input.section).forUpdate().execute()
  const before = (await listCustomFields(tx, input.section)).map((field) => field.id)
  if (before.length !== input.ids.length || !before.every((id) => input.ids.includes(id))) {
    throw new Failure('wrong_state', 'The order has to name every field of the section once. Load the fields again.')
  }
  await sql`
    update fields set position = wanted.position
    from unnest(${input.ids}::uuid[]) with ordinality as wanted (id, position)
    where fields.id = wanted.id
  `.execute(tx.sql)
  await emit(tx, actor, {
    type: 'CustomFieldsOrdered',
    subject: { kind: 'custom-fields', id: input.section },
    before: { ids: before },
    after: { ids: input.ids },
  })
  return listCustomFields(tx, input.section)
}
