import type { ActorRef } from '@tocsin/contracts'
import { publicKey } from '@tocsin/contracts/link.ts'
import { z } from 'zod'
import { emit, Failure, machineActor, type Tx } from '../platform/index.ts'
import { fingerprintOf, linkKeyId, newLinkKey } from './link-key.ts'
import { type SentMessage, takes } from './message-kind.ts'
import { lockPairing, type PairingRecord, resourceOf, sealedKeyColumns } from './pairing-store.ts'
import { send } from './send.ts'

const ANNOUNCED = 'link.key'
const KNOWN = 'link.key-known'
const KEY_BYTES = 32
const DAY_MS = 24 * 3_600_000
const schedule = machineActor({ kind: 'system', id: 'link', name: 'Link' }, [])

/**
 * Announces this side's next key, in a message that the old one signs (FLT-05). The next signs nothing before the peer
 * says that it knows it, so whatever is lost or dies in between, both sides have a key that the other accepts.
 */
export async function rotateKey(tx: Tx, actor: ActorRef, pairingId: string): Promise<void> {
  const pairing = await lockPairing(tx, pairingId)
  const peer = pairing.peer_name ?? 'The other side'
  if (pairing.status !== 'active') {
    throw new Failure('wrong_state', `The key can be changed while the pairing is active; it is ${pairing.status}.`)
  }
  if (pairing.own_next_key_id !== null) {
    const since = pairing.own_announced_at?.toISOString() ?? 'a while ago'
    throw new Failure('wrong_state', `${peer} was told of the next key at ${since} and has not confirmed it yet.`)
  }
  await announce(tx, actor, pairing)
}

/** The same by the schedule of the pairing; called whenever this side speaks. */
export async function rotateWhenDue(tx: Tx, pairing: PairingRecord): Promise<void> {
  if (pairing.rotate_days === null || pairing.own_next_key_id !== null) return
  const now = tx.instance.clock.now().getTime()
  if (now - pairing.own_key_since.getTime() < pairing.rotate_days * DAY_MS) return
  // One that the peer has refused is tried again on the next day, not with every exchange.
  if (pairing.own_announced_at && now - pairing.own_announced_at.getTime() < DAY_MS) return
  await announce(tx, schedule, pairing)
}

async function announce(tx: Tx, actor: ActorRef, pairing: PairingRecord): Promise<void> {
  const key = newLinkKey()
  const sealed = sealedKeyColumns(tx.instance, key)
  await tx.sql
    .updateTable('link_pairings')
    .set({
      own_next_key_id: key.id,
      own_next_public_key: key.publicKey,
      own_next_private_key: sealed.own_private_key,
      own_announced_at: tx.instance.clock.now(),
    })
    .where('id', '=', pairing.id)
    .execute()
  await send(tx, pairing.id, { kind: ANNOUNCED, payload: { publicKey: key.publicKey }, reference: key.id, actor })
  await note(tx, actor, pairing, 'KeyChangeBegun', pairing.own_public_key, key.publicKey)
}

/** The peer's next key: accepted from now on beside the one in use. */
export const takeKey = takes({
  kind: ANNOUNCED,
  from: 'either',
  payload: z.object({ publicKey }),
  async apply(tx, pairing, { payload, actor }) {
    if (Buffer.from(payload.publicKey, 'base64url').length !== KEY_BYTES) {
      throw new Failure('invalid_input', `A key of the link has ${KEY_BYTES} bytes.`)
    }
    const keyId = linkKeyId(payload.publicKey)
    const used = await tx.sql
      .selectFrom('link_pairings')
      .select('id')
      .where((where) => where.or([where('peer_key_id', '=', keyId), where('peer_next_key_id', '=', keyId)]))
      .executeTakeFirst()
    if (used) throw new Failure('wrong_state', 'The announced key is in use already; every change needs a new one.')
    await tx.sql
      .updateTable('link_pairings')
      .set({ peer_next_key_id: keyId, peer_next_public_key: payload.publicKey })
      .where('id', '=', pairing.id)
      .execute()
    await send(tx, pairing.id, { kind: KNOWN, payload: { keyId } })
    await note(tx, actor, pairing, 'PeerKeyAnnounced', pairing.peer_public_key, payload.publicKey)
  },
})

/** The peer knows the next key: from here on this side signs with it and has forgotten the old one. */
export const takeKeyKnown = takes({
  kind: KNOWN,
  from: 'either',
  payload: z.object({ keyId: z.string() }),
  async apply(tx, { id }, { payload, actor }) {
    const pairing = await lockPairing(tx, id)
    const { own_next_key_id: keyId, own_next_public_key: next, own_next_private_key: sealed } = pairing
    if (keyId !== payload.keyId || next === null || sealed === null) return
    await tx.sql
      .updateTable('link_pairings')
      .set({
        own_key_id: keyId,
        own_public_key: next,
        own_private_key: sealed,
        own_key_since: tx.instance.clock.now(),
        own_next_key_id: null,
        own_next_public_key: null,
        own_next_private_key: null,
      })
      .where('id', '=', id)
      .execute()
    await note(tx, actor, pairing, 'KeyChanged', pairing.own_public_key, next)
  },
})

/** A peer that does not take the next key, perhaps because it is older, leaves the one in use as it is. */
export const keyMessage: SentMessage = {
  kind: ANNOUNCED,
  async refused(tx, pairing, keyId, { reason }) {
    const dropped = await tx.sql
      .updateTable('link_pairings')
      .set({ own_next_key_id: null, own_next_public_key: null, own_next_private_key: null })
      .where('id', '=', pairing.id)
      .where('own_next_key_id', '=', keyId)
      .returning('id')
      .executeTakeFirst()
    if (!dropped) return
    const subject = { kind: resourceOf(pairing), id: pairing.id }
    await emit(tx, schedule, { type: 'KeyChangeRefused', subject, after: { name: pairing.peer_name, reason } })
  },
}

/** The peer has signed with the key that it announced: its old one is refused from here on. */
export async function finishPeerRotation(tx: Tx, pairingId: string, keyId: string): Promise<void> {
  const pairing = await lockPairing(tx, pairingId)
  if (pairing.peer_next_key_id !== keyId || pairing.peer_next_public_key === null) return
  await tx.sql
    .updateTable('link_pairings')
    .set({
      peer_key_id: keyId,
      peer_public_key: pairing.peer_next_public_key,
      peer_key_since: tx.instance.clock.now(),
      peer_next_key_id: null,
      peer_next_public_key: null,
    })
    .where('id', '=', pairingId)
    .execute()
  const peer = { kind: pairing.side === 'tenant' ? 'mssp' : 'system', id: pairingId, name: pairing.peer_name ?? 'Link' }
  await note(tx, peer as ActorRef, pairing, 'PeerKeyChanged', pairing.peer_public_key, pairing.peer_next_public_key)
}

async function note(
  tx: Tx,
  actor: ActorRef,
  pairing: PairingRecord,
  type: string,
  before: string | null,
  after: string,
): Promise<void> {
  await emit(tx, actor, {
    type,
    subject: { kind: resourceOf(pairing), id: pairing.id },
    before: before === null ? null : { fingerprint: fingerprintOf(before) },
    after: { name: pairing.peer_name, fingerprint: fingerprintOf(after) },
  })
}
