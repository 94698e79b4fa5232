import type { Ability, Page } from '@tocsin/contracts'
import type { Note } from '@tocsin/contracts/note.ts'
import { type Selectable, sql } from 'kysely'
import { type Actor, cleanHtml, may, notFound, type Tx } from '../../platform/index.ts'
import { containing, keyset, nextCursor } from '../../platform/lists/index.ts'
import { accessIncident } from '../incident-access.ts'
import type { IncidentNoteTable } from '../tables.ts'

export function toNote(row: Selectable<IncidentNoteTable>, actor: Actor): Note {
  return {
    id: row.id,
    incidentId: row.incident_id,
    title: row.title,
    text: cleanHtml(row.text),
    closing: row.closing,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    version: row.version,
    abilities: { change: mayChange(row, actor) },
  }
}

function mayChange(row: Selectable<IncidentNoteTable>, actor: Actor): Ability {
  if (row.closing) return 'The closing note stays as it was written.'
  return may(actor, 'note.edit') ? true : 'Your profile does not let you write notes.'
}

/** The notes of an incident, oldest first (NOTE-01, NOTE-02). */
export async function listNotes(
  tx: Tx,
  actor: Actor,
  incidentId: string | number,
  filter: { text?: string | undefined; limit: number; cursor?: string | undefined },
): Promise<Page<Note>> {
  const { id } = await accessIncident(tx, actor, incidentId)
  const order = { key: sql`created_at`, keyType: 'timestamptz', id: sql`id`, idType: 'bigint', descending: false }
  const paging = keyset(order, filter.cursor)
  let matching = tx.sql.selectFrom('incident_notes').where('incident_id', '=', id)
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
  return { items: rows.map((row) => toNote(row, actor)), nextCursor: nextCursor(rows, filter.limit), total }
}

/** One note below an incident that the actor may open. */
export async function getNote(tx: Tx, actor: Actor, id: string | number): Promise<Note> {
  const row = await tx.sql
    .selectFrom('incident_notes')
    .selectAll()
    .where(sql<boolean>`id::text = ${String(id)}`)
    .executeTakeFirst()
  if (!row) throw notFound('note', String(id))
  await accessIncident(tx, actor, row.incident_id)
  return toNote(row, actor)
}
