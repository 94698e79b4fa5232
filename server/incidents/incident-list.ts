import type { ListQuery, Page } from '@tocsin/contracts'
import type { IncidentSummary } from '@tocsin/contracts/incident.ts'
import { sql } from 'kysely'
import { type Field, listFields } from '../custom-fields/index.ts'
import { type Actor, compileQuery, mentions, type Tx } from '../platform/index.ts'
import { keyset, nextCursor, readSort } from '../platform/lists/index.ts'
import { isAccessible } from './incident-access.ts'
import { incidentCatalogue, sortKey } from './incident-catalogue.ts'
import { toSummary } from './incident-row.ts'

/** The incidents the actor may open, by query and order (INC-14 … INC-24, INV-09); deleted ones only when asked for. */
export async function listIncidents(tx: Tx, actor: Actor, filter: ListQuery): Promise<Page<IncidentSummary>> {
  const fields = await listFields(tx, 'incidents')
  const catalogue = incidentCatalogue(fields)
  const order = readOrder(fields, filter.sort)
  const paging = keyset({ ...order, id: sql`incidents.id`, idType: 'bigint' }, filter.cursor)
  const asker = { now: tx.instance.clock.now(), userId: actor.userId }
  const matching = tx.sql
    .selectFrom('incidents')
    .leftJoin('users as owner', 'owner.id', 'incidents.owner_id')
    .where(isAccessible(actor))
    .where(compileQuery(filter.query, catalogue, asker))
    .$if(!mentions(filter.query, catalogue, 'is_deleted'), (query) => query.where('incidents.deleted_at', 'is', null))
  const { total } = await matching
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await matching
    .select([
      'incidents.id',
      'incidentid',
      'incidents.name',
      'description',
      'status',
      'type',
      'incident_kind',
      'incident_category',
      'purpose',
      'restriction',
      'tags',
      'owner_id',
      'owner.name as owner_name',
      'starttime',
      'endtime',
      'openingtime',
      'closingtime',
      'closing_note',
      'former_status',
      'fields',
      'template_id',
      'created_by',
      'generated_by',
      'deleted_at',
      'updated_at',
      'incidents.version',
    ])
    .select(paging.sortKey.as('sort_key'))
    .where(paging.after)
    .orderBy(paging.orderBy)
    .limit(filter.limit)
    .execute()
  return { items: rows.map((row) => toSummary(row, fields)), nextCursor: nextCursor(rows, filter.limit), total }
}

function readOrder(fields: readonly Field[], sort: string | undefined) {
  const names = ['id', 'updated', ...fields.map((field) => field.internalName)].filter((name) => sortKey(fields, name))
  const { field, descending } = readSort(sort, names, 'openingtime', true)
  const [key, keyType] = sortKey(fields, field) ?? [sql`incidents.id`, 'bigint']
  return { key, keyType, descending }
}
