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

export interface Refusal {
  code: string
  reason: string
}

/** One kind of message: its form, what it needs, and what it does. */
export interface MessageKind {
  kind: string
  /** Who sends it; from the other side it is refused. */
  from: PairingSide
  /** What the tenant must grant; looked up at the tenant, whoever sends (FLT-10). */
  grant: GrantName | null
  apply(tx: Tx, pairing: PairingRecord, message: ReceivedMessage<unknown>): Promise<void>
  refused(tx: Tx, pairing: PairingRecord, reference: string, refusal: Refusal): Promise<void>
  expand(tx: Tx, payload: Json): Promise<Json>
}

/** Declares a message; a `Failure` thrown by `apply` is told to the sender as its reason, anything else is tried again. */
export function messageKind<Payload>(declared: {
  kind: string
  from: PairingSide
  grant?: GrantName
  payload: z.ZodType<Payload>
  apply: (tx: Tx, pairing: PairingRecord, message: ReceivedMessage<Payload>) => Promise<void>
  /** At the sender, when the receiver refused a message that was sent with a reference. */
  refused?: (tx: Tx, pairing: PairingRecord, reference: string, refusal: Refusal) => Promise<void>
  /** At the sender, when the message leaves: fills in what is too large to be stored once per peer. */
  expand?: (tx: Tx, payload: Json) => Promise<Json>
}): MessageKind {
  return {
    kind: declared.kind,
    from: declared.from,
    grant: declared.grant ?? null,
    apply: (tx, pairing, message) =>
      declared.apply(tx, pairing, { ...message, payload: declared.payload.parse(message.payload) }),
    refused: declared.refused ?? (async () => {}),
    expand: declared.expand ?? (async (_tx, payload) => payload),
  }
}

export type MessageKinds = ReadonlyMap<string, MessageKind>

export function collectMessageKinds(kinds: readonly MessageKind[]): MessageKinds {
  const byName = new Map(kinds.map((kind) => [kind.kind, kind]))
  if (byName.size !== kinds.length) throw new Error('Two messages of the link have the same name.')
  return byName
}
