import { type Actor, emit, Failure, type Tx } from '../platform/index.ts'
import { toCustomField } from './field.ts'
import { lockField } from './field-store.ts'

/** Takes an own field away; its number and its data stay reserved (CF-02, CF-06). */
export async function deleteCustomField(tx: Tx, actor: Actor, id: string): Promise<void> {
  const field = await lockField(tx, id)
  if (!field.custom)
    throw new Failure('wrong_state', `${field.name} is a default field: it can be renamed, not deleted.`)
  await tx.sql.updateTable('fields').set({ deleted_at: tx.instance.clock.now() }).where('id', '=', field.id).execute()
  await emit(tx, actor, {
    type: 'CustomFieldDeleted',
    subject: { kind: 'custom-fields', id: field.id },
    before: toCustomField(field),
  })
}
