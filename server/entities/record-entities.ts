import { createHash } from 'node:crypto'
import type { Entity, EntityType } from '@tocsin/contracts/entity.ts'
import { sql } from 'kysely'
import { type Actor, emit, Failure, type Tx } from '../platform/index.ts'
import { getEntity } from './entity-list.ts'
import { harvestValue } from './harvest-value.ts'
import { type FoundEntity, normaliseValue } from './normalise-value.ts'
import type { SeenIn } from './seen-in.ts'

export interface RecordedEntity extends FoundEntity {
  id: string
  /** True where the instance did not know it before. */
  created: boolean
}

/**
 * Takes the entities out of text or out of any JSON value with text in it, and records that they were seen (ENT-10).
 * Gives only those that were not seen there before; announces them as one `EntitiesSeen` below the incident or event.
 */
export async function harvest(tx: Tx, actor: Actor, value: unknown, seenIn: SeenIn): Promise<RecordedEntity[]> {
  return recordEntities(tx, actor, harvestValue(value), seenIn)
}

/** The same for one entity whose type is known. Throws `invalid_input` when the value cannot be of the type. */
export async function recordEntity(
  tx: Tx,
  actor: Actor,
  input: { type: EntityType; value: string },
  seenIn: SeenIn | null,
): Promise<Entity> {
  const value = normaliseValue(input.type, input.value)
  if (value === null) {
    throw new Failure('invalid_input', `"${input.value}" is not a valid ${input.type}.`, [
      { path: 'value', message: `is not a valid ${input.type}` },
    ])
  }
  const found = [{ type: input.type, value }]
  if (seenIn) {
    await recordEntities(tx, actor, found, seenIn)
  } else {
    const [recorded] = await upsert(tx, found)
    if (recorded?.created) {
      await emit(tx, actor, { type: 'EntityCreated', subject: { kind: 'entities', id: recorded.id }, after: recorded })
    }
  }
  const { id } = await tx.sql
    .selectFrom('entities')
    .select('id')
    .where('type', '=', input.type)
    .where('digest', '=', digest(value))
    .executeTakeFirstOrThrow()
  return getEntity(tx, id)
}

/** Records entities that are in normal form as seen; the same many times, in parallel, without deadlock (ENT-01). */
export async function recordEntities(
  tx: Tx,
  actor: Actor,
  found: readonly FoundEntity[],
  seenIn: SeenIn,
): Promise<RecordedEntity[]> {
  if (found.length === 0) return []
  const recorded = await upsert(tx, found)
  const sightings = await sql<{ entity_id: string }>`
    insert into entity_sightings (entity_id, kind, subject_id)
    select id, ${seenIn.kind}, ${String(seenIn.id)} from unnest(${recorded.map((each) => each.id).sort()}::uuid[]) as id
    on conflict do nothing
    returning entity_id
  `.execute(tx.sql)
  const first = new Set(sightings.rows.map((row) => row.entity_id))
  const seen = recorded.filter((each) => first.has(each.id))
  if (seen.length > 0) {
    await emit(tx, actor, {
      type: 'EntitiesSeen',
      subject: { kind: 'entities', id: seen.length === 1 && seen[0] ? seen[0].id : 'several' },
      parent: seenIn,
      after: { entities: seen },
    })
  }
  return seen
}

function digest(value: string): Buffer {
  return createHash('sha256').update(value).digest()
}

/** Inserts in one order everywhere, so that two transactions wait for each other in the same direction. */
async function upsert(tx: Tx, found: readonly FoundEntity[]): Promise<RecordedEntity[]> {
  const unique = new Map(found.map((each) => [`${each.type} ${each.value}`, each]))
  const rows = [...unique.entries()].sort(([one], [two]) => (one < two ? -1 : 1)).map(([, each]) => each)
  const types = rows.map((row) => row.type)
  const values = rows.map((row) => row.value)
  const digests = rows.map((row) => digest(row.value))
  const created = await sql<{ id: string; type: EntityType; value: string }>`
    insert into entities (type, value, digest)
    select * from unnest(${types}::text[], ${values}::text[], ${digests}::bytea[])
    on conflict (type, digest) do nothing
    returning id, type, value
  `.execute(tx.sql)
  if (created.rows.length === rows.length) return created.rows.map((row) => ({ ...row, created: true }))
  const fresh = new Set(created.rows.map((row) => row.id))
  const all = await sql<{ id: string; type: EntityType; value: string }>`
    select id, type, value from entities
    where (type, digest) in (select * from unnest(${types}::text[], ${digests}::bytea[]))
  `.execute(tx.sql)
  return all.rows.map((row) => ({ ...row, created: fresh.has(row.id) }))
}
