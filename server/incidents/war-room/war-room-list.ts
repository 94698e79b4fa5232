import type { Page, QueryOf } from '@tocsin/contracts'
import { type listWarRoom as contract, type WarRoomEntry, warRoomCategory } from '@tocsin/contracts/war-room.ts'
import { type Selectable, sql } from 'kysely'
import { type Actor, cleanHtml, Failure, may, type Tx } from '../../platform/index.ts'
import { containing, keyset, nextCursor } from '../../platform/lists/index.ts'
import { accessIncident } from '../incident-access.ts'
import type { WarRoomEntryTable } from '../tables.ts'

export function toEntry(row: Selectable<WarRoomEntryTable>): WarRoomEntry {
  return {
    id: row.id,
    occurredAt: row.occurred_at.toISOString(),
    category: row.category,
    title: row.title,
    text: cleanHtml(row.text),
    actor: row.actor,
    type: row.type,
    subject: { kind: row.subject_kind, id: row.subject_id },
    details: row.details,
    automatic: row.automatic,
  }
}

/** Everything that happened to an incident, in order (WAR-01, WAR-02); notes only for who may read them (NOTE-05). */
export async function listWarRoom(
  tx: Tx,
  actor: Actor,
  incidentId: string | number,
  filter: QueryOf<typeof contract>,
): Promise<Page<WarRoomEntry>> {
  const { id } = await accessIncident(tx, actor, incidentId)
  const descending = filter.order === 'newest'
  const order = { key: sql`occurred_at`, keyType: 'timestamptz', id: sql`id`, idType: 'bigint', descending }
  const paging = keyset(order, filter.cursor)
  let matching = tx.sql.selectFrom('war_room_entries').where('incident_id', '=', id)
  if (!may(actor, 'note.access')) matching = matching.where('category', '!=', 'note')
  if (filter.category) matching = matching.where('category', 'in', readCategories(filter.category))
  if (filter.text) {
    const pattern = containing(filter.text.trim())
    matching = matching.where(sql<boolean>`(title ilike ${pattern} or text ilike ${pattern})`)
  }
  const { total } = await matching
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await matching
    .selectAll()
    .select(paging.sortKey.as('sort_key'))
    .where(paging.after)
    .orderBy(paging.orderBy)
    .limit(filter.limit)
    .execute()
  return { items: rows.map(toEntry), nextCursor: nextCursor(rows, filter.limit), total }
}

function readCategories(text: string) {
  return text.split(',').map((name) => {
    const category = warRoomCategory.safeParse(name.trim())
    if (category.success) return category.data
    throw new Failure('invalid_input', `"${name}" is no category of the war room.`, [
      { path: 'category', message: `is one of ${warRoomCategory.options.join(', ')}` },
    ])
  })
}
