import type { ServerModule } from '../platform/index.ts'
import { finishPairingJob } from './begin-pairing.ts'
import { linkRoutes } from './link-routes.ts'
import { createLinkWorker } from './link-worker.ts'
import { collectMessageKinds, type Messages } from './message-kind.ts'
import { pingMessage } from './ping-peer.ts'
import { keyMessage, takeKey, takeKeyKnown } from './rotate-key.ts'
import './tables.ts'

declare module '../platform/module.ts' {
  interface ServerModule {
    /** Messages of the link that the module takes and sends. */
    messages?: Messages
  }
}

/**
 * The signed protocol between a console and a tenant; both sides are the same code. Owns pairings, keys and outboxes,
 * and knows nothing of what the messages are about. Announces PairingCodeCreated, PairingCodeLocked, PairingRefused,
 * PairingActivated, PairingEnded, LinkRefused, KeyChangeBegun, KeyChanged, KeyChangeRefused, PeerKeyAnnounced, PeerKeyChanged,
 * KeyScheduleChanged.
 */
export const link: ServerModule = {
  name: 'link',
  jobs: [finishPairingJob],
  messages: { taken: [pingMessage, takeKey, takeKeyKnown], sent: [keyMessage] },
  extend: (app, deps) => linkRoutes(app, messagesOf(deps.modules), deps),
  work: (deps) => createLinkWorker(deps, messagesOf(deps.modules)),
}

function messagesOf(modules: readonly ServerModule[]) {
  return collectMessageKinds(modules.map((module) => module.messages ?? {}))
}

export { beginPairing } from './begin-pairing.ts'
export { endPairing, suspendPairing } from './end-pairing.ts'
export { first } from './first.ts'
export { isGranted } from './inbox.ts'
export { describeKeys, scheduleKey } from './key-schedule.ts'
export { fingerprintOf } from './link-key.ts'
export { type Messages, type ReceivedMessage, type Refusal, type SentMessage, takes } from './message-kind.ts'
export { type OpenPairing, openPairing } from './open-pairing.ts'
export { withdraw } from './outbox.ts'
export {
  countWaiting,
  getPairing,
  listPairingRecords,
  lockPairing,
  type PairingRecord,
  refuseStale,
} from './pairing-store.ts'
export { readPeerAddress } from './peer-address.ts'
export { type PingResult, pingPeer } from './ping-peer.ts'
export { rotateKey } from './rotate-key.ts'
export { type NewMessage, onWake, send, wake } from './send.ts'
export { spoken } from './spoken.ts'
