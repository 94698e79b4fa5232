import type { Actor, Tx } from '../platform/index.ts'
import { listEntitiesOf } from './entity-list.ts'
import { type RecordedEntity, recordEntities } from './record-entities.ts'
import type { SeenIn } from './seen-in.ts'

/** Records everything seen in one place as seen in another too, as when a triage event becomes an incident (TRI-21). */
export async function carryOverEntities(tx: Tx, actor: Actor, from: SeenIn, to: SeenIn): Promise<RecordedEntity[]> {
  return recordEntities(tx, actor, await listEntitiesOf(tx, from), to)
}
