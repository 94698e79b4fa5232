import type { ServerModule } from '../platform/index.ts'
import { entityRoutes } from './entity-routes.ts'
import './tables.ts'

/**
 * Owns entities and where they were seen. Announces EntityCreated, EntityUpdated and, below an incident or triage event,
 * EntitiesSeen with all that one harvest brought.
 */
export const entities: ServerModule = { name: 'entities', routes: entityRoutes }

export { carryOverEntities } from './carry-over.ts'
export { getEntity, getEntityDetail, listEntitiesOf } from './entity-list.ts'
export { harvestText } from './harvest-text.ts'
export { harvestValue } from './harvest-value.ts'
export { type FoundEntity, normaliseValue, recogniseValue } from './normalise-value.ts'
export { harvest, type RecordedEntity, recordEntities, recordEntity } from './record-entities.ts'
export type { SeenIn } from './seen-in.ts'
