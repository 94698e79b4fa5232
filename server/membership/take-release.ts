import { allCapabilities } from '@tocsin/contracts'
import { releaseMessage } from '@tocsin/contracts/link-messages.ts'
import { takes } from '../link/index.ts'
import { emit, machineActor } from '../platform/index.ts'
import { applyItems, openBundle } from './apply-release.ts'
import { sendReceipt } from './send-receipt.ts'

/**
 * A release of the console takes effect: all of its items in the transaction that also records the message and queues
 * the receipt, or none (FLT-34). What cannot be applied is told to the console as its reason.
 */
export const takeRelease = takes({
  kind: 'content.release',
  from: 'console',
  grant: 'content',
  payload: releaseMessage,
  async apply(tx, pairing, { id, payload, actor }) {
    const { deliveryId } = payload
    if (payload.withdrawn) return sendReceipt(tx, pairing.id, { deliveryId, items: [], withdrawn: true })
    const bundle = openBundle(payload.bundle)
    const mssp = machineActor(actor, allCapabilities)
    const push = { pairingId: pairing.id, number: payload.number, policy: payload.policy }
    const items = await applyItems(tx, mssp, push, bundle)
    await emit(tx, actor, {
      type: 'ReleaseTaken',
      subject: { kind: 'pairings', id: pairing.id },
      after: { release: payload.number, message: id, items: items.map(({ warnings: _, ...item }) => item) },
    })
    await sendReceipt(tx, pairing.id, { deliveryId, items })
  },
})
