import type { ActorRef, Json } from '@tocsin/contracts'
import type { GrantName } from '@tocsin/contracts/link.ts'
import type { z } from 'zod'
import type { Tx } from '../platform/index.ts'
import type { PairingRecord } from './pairing-store.ts'
import type { PairingSide } from './tables.ts'

/** A message as its handler sees it. */
export interface ReceivedMessage<Payload> {
  /** `<pairing>/<number>`: the same at both ends, for audit (FLT-11). */
  id: string
  payload: Payload
  /** On whose behalf: a person of the console as this instance's audit names him, or the other side itself. */
  actor: ActorRef
  reference: string | null
}

/** Why the receiver did not take a message; `code` is one of the closed list of errors. */
export interface Refusal {
  code: string
  reason: string
}

/** One kind of message at its receiver: its form, what it needs, and what it does. */
export interface TakenMessage {
  kind: string
  /** Who sends it; from the other side it is refused. */
  from: PairingSide | 'either'
  /** What the tenant must grant for it, looked up at the tenant when it takes the message (FLT-10). */
  grant: GrantName | null
  apply(tx: Tx, pairing: PairingRecord, message: ReceivedMessage<unknown>): Promise<void>
}

/** One kind of message at its sender. */
export interface SentMessage {
  kind: string
  /** When the receiver refused a message that was sent with a reference. */
  refused?: (tx: Tx, pairing: PairingRecord, reference: string, refusal: Refusal) => Promise<void>
  /** When the message leaves: fills in what is too large to be stored once per peer. */
  expand?: (tx: Tx, payload: Json) => Promise<Json>
}

/** Declares a message that is taken here. A `Failure` in `apply` is told to the sender; anything else is tried again. */
export function takes<Payload>(declared: {
  kind: string
  from: PairingSide | 'either'
  grant?: GrantName
  payload: z.ZodType<Payload>
  apply: (tx: Tx, pairing: PairingRecord, message: ReceivedMessage<Payload>) => Promise<void>
}): TakenMessage {
  return {
    kind: declared.kind,
    from: declared.from,
    grant: declared.grant ?? null,
    apply: (tx, pairing, message) =>
      declared.apply(tx, pairing, { ...message, payload: declared.payload.parse(message.payload) }),
  }
}

/** What a module adds to the link. */
export interface Messages {
  taken?: readonly TakenMessage[]
  sent?: readonly SentMessage[]
}

export interface MessageKinds {
  taken: ReadonlyMap<string, TakenMessage>
  sent: ReadonlyMap<string, SentMessage>
}

export function collectMessageKinds(all: readonly Messages[]): MessageKinds {
  return {
    taken: byKind(all.flatMap((each) => each.taken ?? [])),
    sent: byKind(all.flatMap((each) => each.sent ?? [])),
  }
}

function byKind<Message extends { kind: string }>(messages: readonly Message[]): ReadonlyMap<string, Message> {
  const map = new Map(messages.map((message) => [message.kind, message]))
  if (map.size !== messages.length) throw new Error('Two messages of the link have the same name.')
  return map
}
