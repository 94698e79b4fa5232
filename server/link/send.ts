import type { ActorRef, Json } from '@tocsin/contracts'
import { sql } from 'kysely'
import type { Instance, Tx } from '../platform/index.ts'

export interface NewMessage {
  kind: string
  payload: Json
  actor?: ActorRef | null
  /** Comes back when the peer refuses the message. */
  reference?: string
  /** Of the messages of one topic that have not left yet only the newest is kept. */
  topic?: string
}

const WAKING = 'link-messages'

/** Puts a message into the outbox in the transaction of the change; it takes effect at the peer exactly once (FLT-06). */
export async function send(tx: Tx, pairingId: string, message: NewMessage): Promise<void> {
  if (message.topic !== undefined) {
    // The newest goes to the end of the queue, behind all that it already knows of.
    await tx.sql
      .deleteFrom('link_outbox')
      .where('pairing_id', '=', pairingId)
      .where('topic', '=', message.topic)
      .where('number', 'is', null)
      .execute()
  }
  const actor = message.actor ? JSON.stringify(nameOnly(message.actor)) : null
  await sql`
    insert into link_outbox (pairing_id, kind, topic, reference, payload, actor)
    select id, ${message.kind}, ${message.topic ?? null}, ${message.reference ?? null},
           ${JSON.stringify(message.payload)}::jsonb, ${actor}::jsonb
    from link_pairings where id = ${pairingId} and status in ('active', 'suspended', 'pending')
    on conflict (pairing_id, topic) where number is null and topic is not null
      do update set payload = excluded.payload, actor = excluded.actor`.execute(tx.sql)
  tx.afterCommit(() => wake(tx.instance, pairingId))
}

/** Tells whoever speaks with this peer, in whichever process, that there is something to do. */
export function wake(instance: Instance, pairingId: string): void {
  instance.live.publish({ resource: WAKING, id: pairingId })
}

/** Calls back whenever there is something to do for this peer; gives the way to stop that. */
export function onWake(instance: Instance, pairingId: string, listener: () => void): () => void {
  return instance.live.subscribe((change) => {
    if (change.resource === WAKING && change.id === pairingId) listener()
  })
}

function nameOnly({ kind, id, name }: ActorRef): ActorRef {
  return { kind, id, name }
}
