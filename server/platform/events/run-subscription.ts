import type { ActorRef } from '@tocsin/contracts'
import { z } from 'zod'
import type { DomainEvent, Tx } from '../instance.ts'
import { job } from '../jobs/job.ts'
import { EVENT_JOB } from './emit.ts'

/** Reads one recorded event. */
export async function getEvent(tx: Tx, id: number): Promise<DomainEvent> {
  const row = await tx.sql.selectFrom('events').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  return {
    id: row.id,
    type: row.type,
    occurredAt: row.occurred_at,
    actor: row.actor as ActorRef,
    subject: { kind: row.subject_kind, id: row.subject_id },
    parent: row.parent_kind === null ? null : { kind: row.parent_kind, id: row.parent_id ?? '' },
    before: row.before,
    after: row.after,
  }
}

/** The job behind every `afterwards` subscription. */
export const runSubscription = job({
  kind: EVENT_JOB,
  payload: z.object({ subscription: z.string(), event: z.number() }),
  async run(instance, payload) {
    const subscription = instance.events.find(payload.subscription)
    if (!subscription || !('afterwards' in subscription)) return
    const event = await instance.database.read((tx) => getEvent(tx, payload.event))
    await subscription.afterwards(instance, event)
  },
})
