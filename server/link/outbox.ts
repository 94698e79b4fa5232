import type { LinkMessage } from '@tocsin/contracts/link.ts'
import { sql } from 'kysely'
import { Failure, type Tx } from '../platform/index.ts'
import type { MessageKinds } from './message-kind.ts'
import type { PairingRecord } from './pairing-store.ts'

const AT_ONCE = 500
/** A batch ends with the message that goes over this; a larger message travels alone. */
const BATCH_BYTES = 4 * 1024 * 1024

/** The next messages for the peer, in order. They stay until the peer confirms them. The pairing must be locked. */
export async function takeMessages(tx: Tx, pairing: PairingRecord, kinds: MessageKinds): Promise<LinkMessage[]> {
  await numberMessages(tx, pairing)
  const rows = await tx.sql
    .selectFrom('link_outbox')
    .selectAll()
    .where('pairing_id', '=', pairing.id)
    .where('number', 'is not', null)
    .orderBy('number')
    .limit(AT_ONCE)
    .execute()
  const messages: LinkMessage[] = []
  let size = 0
  for (const row of rows) {
    const payload = (await kinds.sent.get(row.kind)?.expand?.(tx, row.payload)) ?? row.payload
    messages.push({ number: row.number ?? 0, kind: row.kind, payload, actor: row.actor, reference: row.reference })
    size += JSON.stringify(payload).length
    if (size > BATCH_BYTES) break
  }
  if (size > BATCH_BYTES && messages.length > 1) messages.pop()
  return messages
}

/** Messages get their numbers when they first leave, one pairing at a time, so that there are no gaps. */
async function numberMessages(tx: Tx, pairing: PairingRecord): Promise<void> {
  const free = AT_ONCE - (pairing.numbered - pairing.acknowledged)
  if (free <= 0) return
  const numbered = await sql<{ number: number }>`
    update link_outbox set number = ${pairing.numbered} + place
    from (
      select id as next, row_number() over (order by id) as place from link_outbox
      where pairing_id = ${pairing.id} and number is null order by id limit ${free}
    ) waiting
    where link_outbox.id = waiting.next
    returning number`.execute(tx.sql)
  if (numbered.rows.length === 0) return
  await tx.sql
    .updateTable('link_pairings')
    .set({ numbered: pairing.numbered + numbered.rows.length })
    .where('id', '=', pairing.id)
    .execute()
}

/** True when something waits for the peer. */
export async function hasMessages(tx: Tx, pairingId: string): Promise<boolean> {
  const found = await tx.sql
    .selectFrom('link_outbox')
    .select('id')
    .where('pairing_id', '=', pairingId)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

/** The peer has these in effect: they need not be kept. The pairing must be locked. */
export async function acknowledge(tx: Tx, pairing: PairingRecord, upTo: number): Promise<void> {
  if (upTo <= pairing.acknowledged) return
  if (upTo > pairing.numbered) {
    throw new Failure(
      'wrong_state',
      `The other side confirms message ${upTo}, but only ${pairing.numbered} were sent. One side may have been set back to a backup: pair again.`,
    )
  }
  await tx.sql.deleteFrom('link_outbox').where('pairing_id', '=', pairing.id).where('number', '<=', upTo).execute()
  await tx.sql.updateTable('link_pairings').set({ acknowledged: upTo }).where('id', '=', pairing.id).execute()
}

/** Takes back messages of a kind that have not left yet. */
export async function withdraw(tx: Tx, pairingId: string, kind: string): Promise<void> {
  await tx.sql
    .deleteFrom('link_outbox')
    .where('pairing_id', '=', pairingId)
    .where('kind', '=', kind)
    .where('number', 'is', null)
    .execute()
}
