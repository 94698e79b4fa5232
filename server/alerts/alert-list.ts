import type { Json, Page, QueryOf, ResponseOf } from '@tocsin/contracts'
import {
  type Alert,
  type AlertDetail,
  type AlertOutcome,
  alertOutcome,
  type listAlerts as listContract,
  type summarizeAlerts as summarizeContract,
} from '@tocsin/contracts/alert.ts'
import { type RawBuilder, sql } from 'kysely'
import { type Actor, compileQuery, notFound, type QueryCatalogue, type Tx } from '../platform/index.ts'
import { keyset, nextCursor, readSort } from '../platform/lists/index.ts'

const incidentLabel = sql<string | null>`case when result_kind = 'incidents'
  then (select i.incidentid from incidents i where i.id = result_id::bigint) end`

function selectAlerts(tx: Tx) {
  return tx.sql
    .selectFrom('alerts')
    .innerJoin('alert_sources', 'alert_sources.id', 'alerts.source_id')
    .select([
      'alerts.id',
      'alert_sources.name as source',
      'title',
      'received_at',
      'occurred_at',
      'outcome',
      'rule_id',
      'rule_name',
      'result_kind',
      'result_id',
      incidentLabel.as('result_label'),
      'reason',
      'processed_at',
      'duplicates',
      'last_seen_at',
    ])
}

type Row = Awaited<ReturnType<ReturnType<typeof selectAlerts>['execute']>>[number]

function toAlert(row: Row): Alert {
  return {
    id: row.id,
    source: row.source,
    title: row.title,
    receivedAt: row.received_at.toISOString(),
    occurredAt: row.occurred_at?.toISOString() ?? null,
    outcome: row.outcome,
    rule: row.rule_id === null ? null : { id: row.rule_id, name: row.rule_name ?? '' },
    result: resultOf(row),
    reason: row.reason,
    processedAt: row.processed_at?.toISOString() ?? null,
    duplicates: row.duplicates,
    lastSeenAt: row.last_seen_at.toISOString(),
  }
}

function resultOf({ result_kind: kind, result_id: id, result_label: label }: Row): Alert['result'] {
  if (kind === null) return null
  return { kind, id: id ?? '', ...(label === null ? {} : { label }) }
}

const orders: Record<'id' | 'title' | 'occurredAt' | 'duplicates', [RawBuilder<unknown>, string]> = {
  id: [sql`alerts.id`, 'bigint'],
  title: [sql`lower(alerts.title)`, 'text'],
  occurredAt: [sql`coalesce(alerts.occurred_at, alerts.received_at)`, 'timestamptz'],
  duplicates: [sql`alerts.duplicates`, 'integer'],
}

const catalogue: QueryCatalogue = {
  fields: {
    id: { kind: 'number', sql: sql`alerts.id` },
    title: { kind: 'text', sql: sql`title` },
    source: { kind: 'text', sql: sql`(select s.name from alert_sources s where s.id = source_id)` },
    outcome: { kind: 'choice', sql: sql`outcome`, values: alertOutcome.options },
    rule: { kind: 'text', sql: sql`rule_name` },
    reason: { kind: 'text', sql: sql`reason` },
    duplicates: { kind: 'number', sql: sql`duplicates` },
    received: { kind: 'moment', sql: sql`received_at` },
    occurred: { kind: 'moment', sql: sql`occurred_at` },
  },
  searched: [sql`title`],
}

/** Alerts, newest first; those of an incident include the ones that came to it through triage. */
export async function listAlerts(tx: Tx, actor: Actor, filter: QueryOf<typeof listContract>): Promise<Page<Alert>> {
  const { field, descending } = readSort(filter.sort, ['id', 'title', 'occurredAt', 'duplicates'], 'id', true)
  const [key, keyType] = orders[field]
  const paging = keyset({ key, keyType, id: sql`alerts.id`, idType: 'bigint', descending }, filter.cursor)
  let matching = tx.sql.selectFrom('alerts')
  const { source, outcome, ruleId, incidentId, triageEventId } = filter
  if (source !== undefined) {
    matching = matching.where('source_id', 'in', (from) =>
      from.selectFrom('alert_sources').select('alert_sources.id').where(sql<boolean>`lower(name) = lower(${source})`),
    )
  }
  if (outcome !== undefined) matching = matching.where('outcome', '=', outcome)
  if (ruleId !== undefined) matching = matching.where(sql<boolean>`rule_id::text = ${ruleId}`)
  if (triageEventId !== undefined) {
    matching = matching.where('result_kind', '=', 'triage-events').where('result_id', '=', triageEventId)
  }
  if (incidentId !== undefined) {
    matching = matching.where(sql<boolean>`(
      (result_kind = 'incidents' and result_id = ${incidentId}) or (result_kind = 'triage-events' and result_id in
        (select id::text from triage_events where incident_id = ${incidentId})))`)
  }
  const asker = { now: tx.instance.clock.now(), userId: actor.userId }
  matching = matching.where(compileQuery(filter.query, catalogue, asker))
  const { total } = await matching
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await selectAlerts(tx)
    .select(paging.sortKey.as('sort_key'))
    .where('alerts.id', 'in', matching.select('id'))
    .where(paging.after)
    .orderBy(paging.orderBy)
    .limit(filter.limit)
    .execute()
  return { items: rows.map(toAlert), nextCursor: nextCursor(rows, filter.limit), total }
}

/** One alert as it came, and what became of it. */
export async function getAlert(tx: Tx, id: string | number): Promise<AlertDetail> {
  const row = await selectAlerts(tx)
    .select('raw')
    .where(sql<boolean>`alerts.id::text = ${String(id)}`)
    .executeTakeFirst()
  if (!row) throw notFound('alert', String(id))
  return { ...toAlert(row), raw: row.raw as Json }
}

/** How many alerts became what: each is counted once, so the sum is what was received. */
export async function summarizeAlerts(
  tx: Tx,
  filter: QueryOf<typeof summarizeContract>,
): Promise<ResponseOf<typeof summarizeContract>> {
  const { rows: items } = await sql<{
    source: string
    outcome: AlertOutcome
    rule: string | null
    count: number
    duplicates: number
  }>`
    select s.name as source, a.outcome, a.rule_name as rule, count(*) as count, sum(a.duplicates) as duplicates
    from alerts a join alert_sources s on s.id = a.source_id
    where ${filter.source ?? null}::text is null or lower(s.name) = lower(${filter.source ?? null})
    group by 1, 2, 3 order by 1, 2, 3
  `.execute(tx.sql)
  return {
    total: items.reduce((sum, item) => sum + item.count, 0),
    duplicates: items.reduce((sum, item) => sum + item.duplicates, 0),
    items,
  }
}
