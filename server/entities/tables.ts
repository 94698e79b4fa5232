import type { EntityType, Sighting } from '@tocsin/contracts/entity.ts'
import type { Generated } from 'kysely'
import type { Stamp } from '../platform/index.ts'

export interface EntityTable {
  id: Generated<string>
  type: EntityType
  value: string
  digest: Buffer
  tags: Generated<string[]>
  additional_info: Generated<string>
  created_at: Stamp
  version: Generated<number>
}

export interface EntitySightingTable {
  entity_id: string
  kind: Sighting['kind']
  subject_id: string
  first_seen_at: Stamp
}

declare module '../platform/database/tables.ts' {
  interface Tables {
    entities: EntityTable
    entity_sightings: EntitySightingTable
  }
}
