import type { ActorRef, Json, Page } from '@tocsin/contracts'
import type { AuditEvent } from '@tocsin/contracts/audit.ts'
import { sql } from 'kysely'
import { Failure, type Tx } from '../platform/index.ts'

export interface AuditFilter {
  type?: string
  actor?: string
  subjectKind?: string
  subjectId?: string
  limit: number
  cursor?: string
}

/** The audit trail, newest first; the cursor is the id of the last event seen. */
export async function listAuditEvents(tx: Tx, filter: AuditFilter): Promise<Page<AuditEvent>> {
  const before = filter.cursor === undefined ? null : Number(filter.cursor)
  if (before !== null && !Number.isSafeInteger(before))
    throw new Failure('invalid_input', 'This cursor is not one of ours.')
  let matching = tx.sql.selectFrom('events')
  if (filter.type) matching = matching.where('type', '=', filter.type)
  if (filter.actor) matching = matching.where(sql<boolean>`actor ->> 'name' ilike ${`%${filter.actor}%`}`)
  if (filter.subjectKind) matching = matching.where('subject_kind', '=', filter.subjectKind)
  if (filter.subjectId) matching = matching.where('subject_id', '=', filter.subjectId)
  const { total } = await matching
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await (before === null ? matching : matching.where('id', '<', before))
    .selectAll()
    .orderBy('id', 'desc')
    .limit(filter.limit)
    .execute()
  const last = rows.at(-1)
  return {
    items: rows.map((row) => ({
      id: row.id,
      type: row.type,
      occurredAt: row.occurred_at.toISOString(),
      actor: row.actor as ActorRef,
      subject: { kind: row.subject_kind, id: row.subject_id },
      parent: row.parent_kind === null ? null : { kind: row.parent_kind, id: row.parent_id ?? '' },
      before: row.before as Json,
      after: row.after as Json,
      requestId: row.request_id,
    })),
    nextCursor: rows.length === filter.limit && last ? String(last.id) : null,
    total,
  }
}
