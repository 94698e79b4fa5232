import type { ActorRef } from '@tocsin/contracts'
import { sql } from 'kysely'
import type { DomainEvent, Tx } from '../instance.ts'
import { enqueue } from '../jobs/enqueue.ts'
import { changed } from '../live/changed.ts'

export interface NewEvent {
  type: string
  /** Resource name as in the API (`incidents`), so that the event is also the live update. */
  subject: { kind: string; id: string | number }
  parent?: { kind: string; id: string | number } | null
  before?: unknown
  after?: unknown
}

export const EVENT_JOB = 'event'

/**
 * Records what happened in the transaction of the change itself: the audit trail, the outbox for subscribers and the
 * live update are this one row.
 */
export async function emit(tx: Tx, actor: ActorRef, event: NewEvent): Promise<DomainEvent> {
  const [recorded] = await emitAll(tx, [{ actor, event }])
  if (!recorded) throw new Error(`The event ${event.type} was not recorded.`)
  return recorded
}

export interface Emission {
  actor: ActorRef
  event: NewEvent
  /** The request that it belongs to, where the transaction serves several. */
  requestId?: string | null
}

/** The same for several events in their order, with one statement. */
export async function emitAll(tx: Tx, all: readonly Emission[]): Promise<readonly DomainEvent[]> {
  const requests = all.map((each) => each.requestId ?? tx.requestId)
  const news = all.map(({ actor, event }) => ({
    type: event.type,
    actor: { kind: actor.kind, id: actor.id, name: actor.name } satisfies ActorRef,
    subject: { kind: event.subject.kind, id: String(event.subject.id) },
    parent: event.parent ? { kind: event.parent.kind, id: String(event.parent.id) } : null,
    before: event.before ?? null,
    after: event.after ?? null,
  }))
  const rows = await insertEvents(tx, news, requests)
  const recorded = news.map((each, index): DomainEvent => {
    const row = rows[index]
    if (!row) throw new Error(`The event ${each.type} was not recorded.`)
    return { id: row.id, occurredAt: row.occurred_at, ...each }
  })
  for (const event of recorded) await spread(tx, event)
  return recorded
}

/** Rows are given back in the order in which they were put in: the numbers rise with it. */
async function insertEvents(
  tx: Tx,
  events: readonly Omit<DomainEvent, 'id' | 'occurredAt'>[],
  requests: readonly (string | null)[],
) {
  if (events.length === 0) return []
  const rowsOf = events.map((event, index) => ({ ...event, request: requests[index] }))
  const { rows } = await sql<{ id: number; occurred_at: Date }>`
    insert into events (type, actor, subject_kind, subject_id, parent_kind, parent_id, before, after, request_id)
    select type, actor, subject ->> 'kind', subject ->> 'id', parent ->> 'kind', parent ->> 'id',
      before, after, request
    from jsonb_to_recordset(${toJsonb(rowsOf)}::jsonb)
      as e (type text, actor jsonb, subject jsonb, parent jsonb, before jsonb, after jsonb, request text)
    returning id, occurred_at
  `.execute(tx.sql)
  return rows
}

/** Scripts print characters that PostgreSQL's jsonb has no place for; an event must not fail by them. */
function toJsonb(value: unknown): string {
  const text = JSON.stringify(value)
  if (!/\\u(0000|d[89a-f])/i.test(text)) return text
  return JSON.stringify(value, (_key, each) =>
    typeof each === 'string' ? each.replaceAll('\0', '').replaceAll(LONE_SURROGATE, '\ufffd') : each,
  )
}

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

async function spread(tx: Tx, event: DomainEvent): Promise<void> {
  changed(tx, event.subject.kind, event.subject.id, event.parent ?? undefined)
  for (const subscription of tx.instance.events.subscriptionsTo(event.type)) {
    if ('within' in subscription) await subscription.within(tx, event)
    else
      await enqueue(tx, {
        kind: EVENT_JOB,
        ref: `${subscription.name}:${event.id}`,
        payload: { subscription: subscription.name, event: event.id },
      })
  }
}
