import type { ActorRef } from '@tocsin/contracts'
import { emit, Failure, type Tx } from '../platform/index.ts'
import { beginConversation, endConversation } from './activate-pairing.ts'
import { beginsExchanges, lockPairing, type PairingRecord, resourceOf } from './pairing-store.ts'
import { wake } from './send.ts'

/**
 * Ends a pairing from this side, at once and for good, also when the peer is unreachable (FLT-12). The peer is told at
 * the next contact. Announces PairingEnded.
 */
export async function endPairing(tx: Tx, actor: ActorRef, pairingId: string): Promise<void> {
  const pairing = await lockPairing(tx, pairingId)
  if (pairing.status === 'ended') return
  if (pairing.status === 'open' || pairing.status === 'pending') {
    await tx.sql.deleteFrom('link_pairings').where('id', '=', pairingId).execute()
    await emit(tx, actor, { type: 'PairingWithdrawn', subject: { kind: resourceOf(pairing), id: pairingId } })
    return
  }
  await markEnded(tx, pairing, 'us', actor)
}

/** Nothing is taken from or kept for the peer any more; the pairing stays so that what was done can be read. */
export async function markEnded(
  tx: Tx,
  pairing: PairingRecord,
  endedBy: 'us' | 'them',
  actor: ActorRef,
): Promise<void> {
  await tx.sql
    .updateTable('link_pairings')
    .set((set) => ({
      status: 'ended',
      ended_by: endedBy,
      ended_at: tx.instance.clock.now(),
      farewell: endedBy === 'them',
      version: set('version', '+', 1),
    }))
    .where('id', '=', pairing.id)
    .execute()
  await tx.sql.deleteFrom('link_outbox').where('pairing_id', '=', pairing.id).execute()
  if (endedBy === 'us' && beginsExchanges(pairing)) await beginConversation(tx, pairing.id)
  else await endConversation(tx, pairing.id)
  tx.afterCommit(() => wake(tx.instance, pairing.id))
  await emit(tx, actor, {
    type: 'PairingEnded',
    subject: { kind: resourceOf(pairing), id: pairing.id },
    before: { name: pairing.peer_name, url: pairing.peer_url },
    after: { side: pairing.side, endedBy },
  })
}

/** Stops or resumes the exchange; what waits keeps waiting (FLT-21). */
export async function suspendPairing(tx: Tx, pairingId: string, suspended: boolean): Promise<void> {
  const pairing = await lockPairing(tx, pairingId)
  const status = suspended ? 'suspended' : 'active'
  if (pairing.status === status) return
  if (pairing.status !== 'active' && pairing.status !== 'suspended') {
    throw new Failure('wrong_state', `Only a paired tenant can be suspended; this one is ${pairing.status}.`)
  }
  await tx.sql
    .updateTable('link_pairings')
    .set({ status, failure: null, error: null, failures: 0 })
    .where('id', '=', pairingId)
    .execute()
  if (beginsExchanges(pairing)) {
    if (suspended) await endConversation(tx, pairingId)
    else await beginConversation(tx, pairingId)
  }
  tx.afterCommit(() => wake(tx.instance, pairingId))
}
