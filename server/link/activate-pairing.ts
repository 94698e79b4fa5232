import type { ActorRef } from '@tocsin/contracts'
import type { LinkMode } from '@tocsin/contracts/link.ts'
import { sql } from 'kysely'
import { emit, type Tx } from '../platform/index.ts'
import { fingerprintOf, linkKeyId } from './link-key.ts'
import { beginsExchanges, type PairingRecord, resourceOf } from './pairing-store.ts'

export const LINK_LANE = 'link'

export interface PairedWith {
  mode: LinkMode
  peerName: string
  peerUrl: string
  peerKey: string
  product: string
  protocol: number
  actor: ActorRef
}

/** Both keys are proved: from here on everything is signed. Announces PairingActivated. */
export async function activatePairing(tx: Tx, pairing: PairingRecord, peer: PairedWith): Promise<void> {
  const now = tx.instance.clock.now()
  await tx.sql
    .updateTable('link_pairings')
    .set({
      status: 'active',
      mode: peer.mode,
      peer_name: peer.peerName,
      peer_url: peer.peerUrl,
      peer_public_key: peer.peerKey,
      peer_key_id: linkKeyId(peer.peerKey),
      peer_key_since: now,
      peer_product: peer.product,
      peer_protocol: peer.protocol,
      paired_at: now,
      last_contact_at: now,
    })
    .where('id', '=', pairing.id)
    .execute()
  if (beginsExchanges({ side: pairing.side, mode: peer.mode })) await beginConversation(tx, pairing.id)
  await emit(tx, peer.actor, {
    type: 'PairingActivated',
    subject: { kind: resourceOf(pairing), id: pairing.id },
    after: {
      side: pairing.side,
      name: peer.peerName,
      url: peer.peerUrl,
      mode: peer.mode,
      fingerprint: fingerprintOf(pairing.own_public_key),
      peerFingerprint: fingerprintOf(peer.peerKey),
    },
  })
}

/** Hands the pairing to whichever worker comes first; it speaks with the peer from then on. */
export async function beginConversation(tx: Tx, pairingId: string): Promise<void> {
  await sql`
    insert into tocsin.work (lane, kind, ref, payload) values (${LINK_LANE}, ${LINK_LANE}, ${pairingId}, '{}')
    on conflict (instance_role, kind, ref) do update set available_at = now()`.execute(tx.sql)
  tx.afterCommit(() => tx.instance.wakeWorkers())
}

/** Nobody speaks with the peer any more. */
export async function endConversation(tx: Tx, pairingId: string): Promise<void> {
  await sql`delete from tocsin.work where lane = ${LINK_LANE} and ref = ${pairingId}`.execute(tx.sql)
}
