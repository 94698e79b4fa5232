import type { Page, QueryOf } from '@tocsin/contracts'
import {
  type Entity,
  type EntityDetail,
  entityType,
  type listEntities as listContract,
} from '@tocsin/contracts/entity.ts'
import { type RawBuilder, sql } from 'kysely'
import { type Actor, compileQuery, notFound, type QueryCatalogue, type Tx } from '../platform/index.ts'
import { keyset, nextCursor, readSort } from '../platform/lists/index.ts'
import { refang } from './normalise-value.ts'
import type { SeenIn } from './seen-in.ts'

const incidentCount = sql<number>`(select count(*) from entity_sightings s where s.entity_id = entities.id and s.kind = 'incidents')`
const triageEventCount = sql<number>`(select count(*) from entity_sightings s where s.entity_id = entities.id and s.kind = 'triage-events')`
const lastSeenAt = sql<Date>`coalesce((select max(first_seen_at) from entity_sightings s where s.entity_id = entities.id), entities.created_at)`

function selectEntities(tx: Tx) {
  return tx.sql
    .selectFrom('entities')
    .select(['id', 'type', 'value', 'tags', 'additional_info', 'created_at', 'version'])
    .select([
      incidentCount.as('incident_count'),
      triageEventCount.as('triage_event_count'),
      lastSeenAt.as('last_seen_at'),
    ])
}

type Row = Awaited<ReturnType<ReturnType<typeof selectEntities>['execute']>>[number]

function toEntity(row: Row): Entity {
  return {
    id: row.id,
    type: row.type,
    value: row.value,
    tags: row.tags,
    additionalInfo: row.additional_info,
    incidentCount: row.incident_count,
    triageEventCount: row.triage_event_count,
    createdAt: row.created_at.toISOString(),
    lastSeenAt: row.last_seen_at.toISOString(),
    version: row.version,
  }
}

const orders: Record<'value' | 'type' | 'createdAt' | 'lastSeenAt' | 'incidentCount', [RawBuilder<unknown>, string]> = {
  value: [sql`entities.value`, 'text'],
  type: [sql`entities.type`, 'text'],
  createdAt: [sql`entities.created_at`, 'timestamptz'],
  lastSeenAt: [lastSeenAt, 'timestamptz'],
  incidentCount: [incidentCount, 'bigint'],
}

const catalogue: QueryCatalogue = {
  fields: {
    value: { kind: 'text', sql: sql`entities.value` },
    type: { kind: 'choice', sql: sql`entities.type`, values: entityType.options },
    tag: { kind: 'list', sql: sql`entities.tags` },
    additional_info: { kind: 'text', sql: sql`entities.additional_info` },
    incidents: { kind: 'number', sql: incidentCount },
    created: { kind: 'moment', sql: sql`entities.created_at` },
    seen: { kind: 'moment', sql: lastSeenAt },
  },
  searched: [sql`entities.value`, sql`entities.additional_info`],
}

/** Entities over all incidents (ENT-20). */
export async function listEntities(tx: Tx, actor: Actor, filter: QueryOf<typeof listContract>): Promise<Page<Entity>> {
  const { field, descending } = readSort(
    filter.sort,
    ['value', 'type', 'createdAt', 'lastSeenAt', 'incidentCount'],
    'createdAt',
    true,
  )
  const [key, keyType] = orders[field]
  const paging = keyset({ key, keyType, id: sql`entities.id`, idType: 'uuid', descending }, filter.cursor)
  let matching = tx.sql.selectFrom('entities')
  if (filter.type) matching = matching.where('type', '=', filter.type)
  if (filter.tag) matching = matching.where(sql<boolean>`${filter.tag} = any(tags)`)
  if (filter.query) {
    const asker = { now: tx.instance.clock.now(), userId: actor.userId }
    matching = matching.where(compileQuery(refang(filter.query), catalogue, asker))
  }
  const { total } = await matching
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await selectEntities(tx)
    .select(paging.sortKey.as('sort_key'))
    .where('id', 'in', matching.select('id'))
    .where(paging.after)
    .orderBy(paging.orderBy)
    .limit(filter.limit)
    .execute()
  return { items: rows.map(toEntity), nextCursor: nextCursor(rows, filter.limit), total }
}

export async function getEntity(tx: Tx, id: string): Promise<Entity> {
  const row = await selectEntities(tx).where(sql<boolean>`id::text = ${id}`).executeTakeFirst()
  if (!row) throw notFound('entity', id)
  return toEntity(row)
}

/** One entity with where it was seen, the latest first (ENT-01, ENT-21). */
export async function getEntityDetail(tx: Tx, id: string): Promise<EntityDetail> {
  const found = await getEntity(tx, id)
  const sightings = await tx.sql
    .selectFrom('entity_sightings')
    .select(['kind', 'subject_id', 'first_seen_at'])
    .where('entity_id', '=', found.id)
    .orderBy('first_seen_at', 'desc')
    .limit(1000)
    .execute()
  const seenIn = sightings.map((row) => ({
    kind: row.kind,
    id: row.subject_id,
    firstSeenAt: row.first_seen_at.toISOString(),
  }))
  return { ...found, seenIn }
}

/** The entities of one incident or triage event, in the order in which they were seen (ENT-28). */
export async function listEntitiesOf(tx: Tx, seenIn: SeenIn): Promise<Entity[]> {
  const rows = await selectEntities(tx)
    .innerJoin('entity_sightings as here', 'here.entity_id', 'entities.id')
    .where('here.kind', '=', seenIn.kind)
    .where('here.subject_id', '=', String(seenIn.id))
    .orderBy('here.first_seen_at')
    .orderBy('entities.type')
    .orderBy('entities.value')
    .execute()
  return rows.map(toEntity)
}
