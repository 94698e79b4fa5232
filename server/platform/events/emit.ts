import type { ActorRef } from '@tocsin/contracts'
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
  const subject = { kind: event.subject.kind, id: String(event.subject.id) }
  const parent = event.parent ? { kind: event.parent.kind, id: String(event.parent.id) } : null
  const reference: ActorRef = { kind: actor.kind, id: actor.id, name: actor.name }
  const row = await tx.sql
    .insertInto('events')
    .values({
      type: event.type,
      actor: JSON.stringify(reference),
      subject_kind: subject.kind,
      subject_id: subject.id,
      parent_kind: parent?.kind ?? null,
      parent_id: parent?.id ?? null,
      before: event.before === undefined ? null : JSON.stringify(event.before),
      after: event.after === undefined ? null : JSON.stringify(event.after),
      request_id: tx.requestId,
    })
    .returning(['id', 'occurred_at'])
    .executeTakeFirstOrThrow()
  const recorded: DomainEvent = {
    id: row.id,
    type: event.type,
    occurredAt: row.occurred_at,
    actor: reference,
    subject,
    parent,
    before: event.before ?? null,
    after: event.after ?? null,
  }
  changed(tx, subject.kind, subject.id, parent ?? undefined)
  for (const subscription of tx.instance.events.subscriptionsTo(event.type)) {
    if ('within' in subscription) await subscription.within(tx, recorded)
    else
      await enqueue(tx, {
        kind: EVENT_JOB,
        ref: `${subscription.name}:${row.id}`,
        payload: { subscription: subscription.name, event: row.id },
      })
  }
  return recorded
}
