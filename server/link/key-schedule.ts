import type { ActorRef } from '@tocsin/contracts'
import type { PairingKeys } from '@tocsin/contracts/link.ts'
import { emit, Failure, type Tx } from '../platform/index.ts'
import { lockPairing, type PairingRecord, resourceOf } from './pairing-store.ts'
import { wake } from './send.ts'

/** How old the keys of both sides are, and what becomes of this side's (FLT-05). */
export function describeKeys(pairing: PairingRecord): PairingKeys {
  const isChanging = pairing.own_next_key_id !== null
  return {
    since: pairing.own_key_since.toISOString(),
    peerSince: pairing.peer_key_since?.toISOString() ?? null,
    changingSince: isChanging ? (pairing.own_announced_at?.toISOString() ?? null) : null,
    rotateDays: pairing.rotate_days,
  }
}

/** Sets after how many days this side changes its key by itself; null for never. Announces KeyScheduleChanged. */
export async function scheduleKey(tx: Tx, actor: ActorRef, pairingId: string, days: number | null): Promise<void> {
  const pairing = await lockPairing(tx, pairingId)
  if (pairing.status === 'ended') throw new Failure('wrong_state', 'This pairing has ended; its key changes no more.')
  if (pairing.rotate_days === days) return
  await tx.sql.updateTable('link_pairings').set({ rotate_days: days }).where('id', '=', pairingId).execute()
  // It may be due now.
  tx.afterCommit(() => wake(tx.instance, pairingId))
  await emit(tx, actor, {
    type: 'KeyScheduleChanged',
    subject: { kind: resourceOf(pairing), id: pairingId },
    before: { days: pairing.rotate_days },
    after: { days },
  })
}
