import type { Page, QueryOf } from '@tocsin/contracts'
import type { listTriageEvents as contract, TriageEvent } from '@tocsin/contracts/triage-event.ts'
import { severity } from '@tocsin/contracts/triage-event.ts'
import { type RawBuilder, sql } from 'kysely'
import { type Field, listFields } from '../custom-fields/index.ts'
import { type Actor, compileQuery, may, type QueryCatalogue, type QueryField, type Tx } from '../platform/index.ts'
import { keyset, nextCursor, readSort } from '../platform/lists/index.ts'
import { loadChoices } from './read-choices.ts'
import { selectTriageEvents, toTriageEvent } from './triage-store.ts'

/** Events that wait or are taken, by any column (TRI-01, TRI-07, TRI-08); others' only with Access all or View. */
export async function listTriageEvents(
  tx: Tx,
  actor: Actor,
  filter: QueryOf<typeof contract>,
): Promise<Page<TriageEvent>> {
  const own = (await listFields(tx, 'triage')).filter((field) => field.custom)
  const orders = ordersOf(own)
  const { field, descending } = readSort(filter.sort, Object.keys(orders), 'createdAt', true)
  const [key, keyType] = orders[field] ?? [sql`triage_events.id`, 'bigint']
  const paging = keyset({ key, keyType, id: sql`triage_events.id`, idType: 'bigint', descending }, filter.cursor)
  const asker = { now: tx.instance.clock.now(), userId: actor.userId }
  const condition = compileQuery(filter.query, await catalogueOf(tx, own), asker)
  let matching = selectTriageEvents(tx).where(condition)
  if (filter.state === 'open') matching = matching.where('triage_events.state', 'in', ['pending', 'grabbed'])
  else if (filter.state !== 'all') matching = matching.where('triage_events.state', '=', filter.state)
  if (filter.mine) matching = matching.where(sql<boolean>`triage_events.owner_id = ${actor.userId}::uuid`)
  if (!may(actor, 'triage.view')) {
    matching = matching.where(sql<boolean>`(triage_events.owner_id is null or owner_id = ${actor.userId}::uuid)`)
  }
  const { total } = await matching
    .clearSelect()
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await matching
    .select(paging.sortKey.as('sort_key'))
    .where(paging.after)
    .orderBy(paging.orderBy)
    .limit(filter.limit)
    .execute()
  return { items: rows.map((row) => toTriageEvent(row, actor)), nextCursor: nextCursor(rows, filter.limit), total }
}

const rank = sql`coalesce(array_position(${severity.options}::text[], severity), 0)`

function ordersOf(own: readonly Field[]): Record<string, [RawBuilder<unknown>, string]> {
  const text = (column: RawBuilder<unknown>): [RawBuilder<unknown>, string] => [
    sql`lower(coalesce(${column}, ''))`,
    'text',
  ]
  return {
    id: [sql`triage_events.id`, 'bigint'],
    createdAt: [sql`triage_events.created_at`, 'timestamptz'],
    updatedAt: [sql`triage_events.updated_at`, 'timestamptz'],
    title: text(sql`title`),
    status: text(sql`status`),
    type: text(sql`type`),
    source: text(sql`source`),
    state: text(sql`state`),
    severity: [rank, 'integer'],
    owner: text(sql`users.name`),
    ...Object.fromEntries(
      own.map((field) => [
        field.internalName,
        field.type === 'numeric'
          ? ([sql`coalesce((fields ->> ${sql.lit(field.internalName)})::numeric, '-infinity')`, 'numeric'] as const)
          : text(sql`(fields ->> ${sql.lit(field.internalName)})`),
      ]),
    ),
  }
}

async function catalogueOf(tx: Tx, own: readonly Field[]): Promise<QueryCatalogue> {
  const choices = await loadChoices(tx)
  const labels = (field: Field | undefined) => field?.options.map((option) => option.label) ?? []
  return {
    fields: {
      id: { kind: 'number', sql: sql`triage_events.id` },
      title: { kind: 'text', sql: sql`title` },
      description: { kind: 'text', sql: sql`description` },
      status: { kind: 'choice', sql: sql`status`, values: labels(choices.status), label: 'Status' },
      type: { kind: 'choice', sql: sql`type`, values: labels(choices.type), label: 'Type' },
      severity: { kind: 'choice', sql: sql`severity`, values: severity.options, ordered: true, label: 'Severity' },
      state: { kind: 'choice', sql: sql`state` },
      source: { kind: 'text', sql: sql`source`, label: 'Source' },
      owner: { kind: 'user', sql: sql`triage_events.owner_id`, name: sql`users.name`, label: 'Owner' },
      created: { kind: 'moment', sql: sql`triage_events.created_at`, label: 'Created' },
      updated: { kind: 'moment', sql: sql`triage_events.updated_at`, label: 'Updated' },
      ...Object.fromEntries(own.map((field) => [field.internalName, ownField(field)])),
    },
    searched: [sql`title`, sql`description`, sql`source`],
  }
}

/** The value of a custom field out of the document, in the type that it is compared by. */
function ownField(field: Field): QueryField {
  const text = sql`(fields ->> ${sql.lit(field.internalName)})`
  const label = field.name
  switch (field.type) {
    case 'numeric':
      return { kind: 'number', sql: sql`${text}::numeric`, label }
    case 'datetime':
      return { kind: 'moment', sql: sql`${text}::timestamptz`, label }
    case 'checkbox':
      return { kind: 'boolean', sql: sql`${text}::boolean`, label }
    case 'list':
      return { kind: 'choice', sql: text, values: field.options.map((option) => option.label), label }
    default:
      return { kind: 'text', sql: text, label }
  }
}
