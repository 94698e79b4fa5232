import { type Exchange, exchange } from '@tocsin/contracts/link.ts'
import type { Instance } from '../platform/index.ts'
import { CallFailure } from './call-failure.ts'
import { callSigned } from './call-peer.ts'
import { findPairing, ownKey, type PairingRecord, peerKeyOf } from './pairing-store.ts'
import { finishPeerRotation } from './rotate-key.ts'

interface PairedCall {
  body: unknown
  timeoutMs: number
  signal?: AbortSignal | undefined
}

/** The one call of the link to a paired peer. A key that changes on either side while the call is on its way does no harm. */
export async function callPaired(instance: Instance, pairing: PairingRecord, call: PairedCall): Promise<Exchange> {
  try {
    return await ask(instance, pairing, call)
  } catch (error) {
    if (!(error instanceof CallFailure) || error.failure !== 'signature') throw error
    // Another conversation of this side began to sign with the next key, and the peer has forgotten the old one.
    const now = await instance.database.read((tx) => findPairing(tx, pairing.id))
    if (!now || now.own_key_id === pairing.own_key_id) throw error
    return ask(instance, now, call)
  }
}

async function ask(instance: Instance, pairing: PairingRecord, call: PairedCall): Promise<Exchange> {
  const { answer, keyId } = await callSigned({
    ...call,
    peer: pairing.peer_url ?? '',
    path: 'exchange',
    answer: exchange,
    key: ownKey(instance, pairing),
    now: instance.clock.now(),
    // A held call may have begun before the peer announced the key that it answers with.
    findPeerKey: async (id) => {
      const known = peerKeyOf(pairing, id)
      if (known !== null) return known
      const now = await instance.database.read((tx) => findPairing(tx, pairing.id))
      return now ? peerKeyOf(now, id) : null
    },
  })
  if (keyId !== pairing.peer_key_id) {
    await instance.database.write((tx) => finishPeerRotation(tx, pairing.id, keyId))
  }
  return answer
}
