import type { BodyOf } from '@tocsin/contracts'
import type { changeEntity as contract, Entity } from '@tocsin/contracts/entity.ts'
import { type Actor, emit, Failure, type Tx } from '../platform/index.ts'
import { getEntity } from './entity-list.ts'

/** Changes tags and additional information (ENT-04, ENT-29). */
export async function changeEntity(tx: Tx, actor: Actor, id: string, input: BodyOf<typeof contract>): Promise<Entity> {
  const { id: known } = await getEntity(tx, id)
  await tx.sql.selectFrom('entities').select('id').where('id', '=', known).forUpdate().execute()
  const before = await getEntity(tx, known)
  if (input.version !== undefined && input.version !== before.version) {
    throw new Failure('stale_version', `${before.value} was changed meanwhile. Load again and repeat your change.`)
  }
  await tx.sql
    .updateTable('entities')
    .set((set) => ({
      version: set('version', '+', 1),
      ...(input.tags === undefined ? {} : { tags: [...new Set(input.tags)] }),
      ...(input.additionalInfo === undefined ? {} : { additional_info: input.additionalInfo }),
    }))
    .where('id', '=', known)
    .execute()
  const after = await getEntity(tx, known)
  await emit(tx, actor, { type: 'EntityUpdated', subject: { kind: 'entities', id: known }, before, after })
  return after
}
