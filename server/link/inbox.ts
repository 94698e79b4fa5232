import type { ActorRef } from '@tocsin/contracts'
import type { GrantName, LinkMessage } from '@tocsin/contracts/link.ts'
import { z } from 'zod'
import { Failure, type Instance, isPassing, type Tx } from '../platform/index.ts'
import type { MessageKinds, TakenMessage } from './message-kind.ts'
import { lockPairing, type PairingRecord } from './pairing-store.ts'
import { send } from './send.ts'

/** A message that fails here so often for no reason of its own is set aside, so that the others get through. */
const STUCK_TRIES = 5
const REFUSED = 'link.refused'

/** Confirmed messages are not sent again, so this happens only after one side was set back. */
class MissingMessages extends Failure {
  constructor({ applied, peer_name: peer }: PairingRecord, number: number) {
    super(
      'wrong_state',
      `${peer} sends message ${number}, but only ${applied} took effect here. One side may have been set back to a backup: pair again.`,
    )
  }
}

/** Applies messages in order, each in the transaction that records its number: exactly once (FLT-06). */
export async function applyMessages(
  instance: Instance,
  kinds: MessageKinds,
  pairingId: string,
  messages: LinkMessage[],
): Promise<void> {
  if (messages.length === 0) return
  try {
    await instance.database.write((tx) => applyInOrder(tx, kinds, pairingId, messages))
  } catch (error) {
    if (isPassing(error) || error instanceof MissingMessages) throw error
    for (const message of messages) await applyAlone(instance, kinds, pairingId, message)
  }
}

async function applyAlone(
  instance: Instance,
  kinds: MessageKinds,
  pairingId: string,
  message: LinkMessage,
): Promise<void> {
  try {
    await instance.database.write((tx) => applyInOrder(tx, kinds, pairingId, [message]))
  } catch (error) {
    if (isPassing(error) || error instanceof MissingMessages) throw error
    const known = explain(error)
    const refusal = known ?? (await countStuck(instance, pairingId, message, error))
    if (!refusal) throw error
    await instance.database.write((tx) => refuse(tx, pairingId, message, refusal))
  }
}

async function applyInOrder(tx: Tx, kinds: MessageKinds, pairingId: string, messages: LinkMessage[]): Promise<void> {
  const pairing = await lockPairing(tx, pairingId)
  // A suspended or ended pairing takes nothing; the peer keeps its messages.
  if (pairing.status !== 'active') return
  let applied = pairing.applied
  for (const message of messages) {
    if (message.number <= applied) continue
    if (message.number !== applied + 1) throw new MissingMessages(pairing, message.number)
    await applyOne(tx, kinds, { ...pairing, applied }, message)
    applied = message.number
  }
  if (applied === pairing.applied) return
  await tx.sql.updateTable('link_pairings').set({ applied, stuck: 0 }).where('id', '=', pairingId).execute()
}

async function applyOne(tx: Tx, kinds: MessageKinds, pairing: PairingRecord, message: LinkMessage): Promise<void> {
  if (message.kind === REFUSED) return takeRefusal(tx, kinds, pairing, message)
  const kind = kinds.taken.get(message.kind)
  if (!kind || kind.from === pairing.side) {
    throw new Failure('invalid_input', `This version does not know messages of the kind ${message.kind}.`)
  }
  if (pairing.side === 'tenant') requireGrant(tx, pairing, kind)
  await kind.apply(tx, pairing, {
    id: `${pairing.id}/${message.number}`,
    payload: message.payload,
    actor: actorHere(pairing, message),
    reference: message.reference,
  })
}

function requireGrant(tx: Tx, pairing: PairingRecord, kind: TakenMessage): void {
  if (kind.grant === null || isGranted(pairing, kind.grant, tx.instance.clock.now())) return
  throw new Failure('not_granted', `${tx.instance.name} does not grant "${kind.grant}" to its MSSP.`)
}

/** What a tenant allows at this moment (FLT-10). */
export function isGranted(pairing: Pick<PairingRecord, 'grants'>, name: GrantName, now: Date): boolean {
  const grant = pairing.grants[name]
  if (!grant) return false
  return !grant.expiresAt || new Date(grant.expiresAt) > now
}

/** The same person as this instance's audit names him: with his pairing, so that nobody is taken for a user of here. */
function actorHere(pairing: PairingRecord, message: LinkMessage): ActorRef {
  const peer = pairing.peer_name ?? 'MSSP'
  const kind = pairing.side === 'tenant' ? 'mssp' : 'system'
  if (!message.actor) return { kind, id: pairing.id, name: peer }
  return { kind, id: `${pairing.id}/${message.actor.id}`, name: `${message.actor.name} (${peer})` }
}

const refusedMessage = z.object({ kind: z.string(), reference: z.string(), code: z.string(), reason: z.string() })

async function takeRefusal(tx: Tx, kinds: MessageKinds, pairing: PairingRecord, message: LinkMessage): Promise<void> {
  const refused = refusedMessage.parse(message.payload)
  await kinds.sent.get(refused.kind)?.refused?.(tx, pairing, refused.reference, refused)
}

async function refuse(
  tx: Tx,
  pairingId: string,
  message: LinkMessage,
  refusal: { code: string; reason: string },
): Promise<void> {
  const pairing = await lockPairing(tx, pairingId)
  if (message.number !== pairing.applied + 1) return
  await tx.sql
    .updateTable('link_pairings')
    .set({ applied: message.number, stuck: 0 })
    .where('id', '=', pairingId)
    .execute()
  if (message.reference === null || message.kind === REFUSED) return
  const payload = { kind: message.kind, reference: message.reference, code: refusal.code, reason: refusal.reason }
  await send(tx, pairingId, { kind: REFUSED, payload })
}

/** A reason that the sender can act on, or null when the fault is ours. */
function explain(error: unknown): { code: string; reason: string } | null {
  if (error instanceof Failure) {
    const details = error.details?.map((detail) => `${detail.path ?? ''} ${detail.message}`.trim()) ?? []
    return { code: error.code, reason: [error.message, ...details].join(' ') }
  }
  if (error instanceof z.ZodError) {
    return {
      code: 'invalid_input',
      reason: `The message has a form that this version does not know: ${z.prettifyError(error)}`,
    }
  }
  return null
}

async function countStuck(
  instance: Instance,
  pairingId: string,
  message: LinkMessage,
  error: unknown,
): Promise<{ code: string; reason: string } | null> {
  instance.log.error(
    { err: error, pairing: pairingId, message: message.number, kind: message.kind },
    'A message failed',
  )
  const { stuck } = await instance.database.write((tx) =>
    tx.sql
      .updateTable('link_pairings')
      .set((set) => ({ stuck: set('stuck', '+', 1) }))
      .where('id', '=', pairingId)
      .returning('stuck')
      .executeTakeFirstOrThrow(),
  )
  if (stuck < STUCK_TRIES) return null
  return { code: 'internal', reason: `${instance.name} failed at it ${stuck} times; the cause is in its log.` }
}
