import type { Exchange, LinkFailure } from '@tocsin/contracts/link.ts'
import { changed, Failure, type Instance, type Tx } from '../platform/index.ts'
import { CallFailure } from './call-failure.ts'
import { callPaired } from './call-paired.ts'
import { markEnded } from './end-pairing.ts'
import { applyMessages } from './inbox.ts'
import type { MessageKinds } from './message-kind.ts'
import { acknowledge, takeMessages } from './outbox.ts'
import { findPairing, lockPairing, type PairingRecord, resourceOf } from './pairing-store.ts'
import { rotateWhenDue } from './rotate-key.ts'
import { spoken, versionProblem } from './spoken.ts'

/** How long an idle exchange is held open for the other side's next message. */
export const HOLD_SECONDS = 25
const CALL_TIMEOUT_MS = 30_000
/** How long a peer that cannot be reached is still told of the end. */
const FAREWELL_MS = 7 * 24 * 3_600_000

export interface ExchangeOutcome {
  /** There may be more to say at once. */
  more: boolean
  suspended: boolean
  roundTripMs: number
}

/** One exchange begun by this side; null when there is nothing to speak about any more. Throws `CallFailure`. */
export async function beginExchange(
  instance: Instance,
  kinds: MessageKinds,
  pairingId: string,
  options: {
    hold: boolean
    signal?: AbortSignal
    /** Ends a held exchange, which carries nothing; one that carries messages runs to its end. */
    interrupt?: AbortSignal
    timeoutMs?: number
  },
): Promise<ExchangeOutcome | null> {
  const prepared = await instance.database.write((tx) => prepare(tx, kinds, pairingId))
  if (!prepared) return null
  const { pairing, body } = prepared
  const held = options.hold && body.messages.length === 0 && !body.ended
  const begun = performance.now()
  const answer = await callPaired(instance, pairing, {
    body: held ? { ...body, waitSeconds: HOLD_SECONDS } : body,
    timeoutMs: options.timeoutMs ?? CALL_TIMEOUT_MS + (held ? HOLD_SECONDS * 1000 : 0),
    signal: AbortSignal.any(
      [options.signal, held ? options.interrupt : undefined].filter((each) => each !== undefined),
    ),
  })
  const roundTripMs = performance.now() - begun
  const problem = versionProblem(answer.protocol, answer.product)
  if (problem) throw new CallFailure('version', problem)
  await instance.database.write((tx) =>
    take(tx, pairingId, answer, {
      roundTripMs: held ? null : roundTripMs,
      toldOfEnd: body.ended === true,
    }),
  )
  await applyMessages(instance, kinds, pairingId, answer.messages)
  const more = answer.messages.length > 0 || body.messages.length > 0
  return { more, suspended: answer.suspended ?? false, roundTripMs }
}

/**
 * The peer's half of an exchange takes effect here; `waitForMessages` is asked when there is nothing to say yet. Gives the
 * answer and the pairing with whose key it is to be signed: the exchange itself may have changed it (FLT-05).
 */
export async function answerExchange(
  instance: Instance,
  kinds: MessageKinds,
  peer: PairingRecord,
  asked: Exchange,
  waitForMessages: (seconds: number) => Promise<void>,
): Promise<{ answer: Exchange; pairing: PairingRecord }> {
  const pairingId = peer.id
  const problem = versionProblem(asked.protocol, asked.product)
  if (problem) throw new Failure('wrong_state', problem, [{ path: 'protocol', message: problem }])
  // Whoever asks after the end is answered with it.
  const status = await instance.database.write((tx) =>
    take(tx, pairingId, asked, { roundTripMs: null, toldOfEnd: true }),
  )
  const quiet = { ...spoken, acknowledged: 0, messages: [] }
  if (status === 'ended') return { answer: { ...quiet, ended: true }, pairing: peer }
  if (status === 'suspended') return { answer: { ...quiet, suspended: true }, pairing: peer }
  await applyMessages(instance, kinds, pairingId, asked.messages)
  if (asked.waitSeconds && asked.messages.length === 0) await waitForMessages(asked.waitSeconds)
  const prepared = await instance.database.write((tx) => prepare(tx, kinds, pairingId))
  if (!prepared) return { answer: { ...quiet, suspended: true }, pairing: peer }
  return { answer: prepared.body, pairing: prepared.pairing }
}

/** What this side has to say. */
async function prepare(
  tx: Tx,
  kinds: MessageKinds,
  pairingId: string,
): Promise<{ pairing: PairingRecord; body: Exchange } | null> {
  if (!(await findPairing(tx, pairingId))) return null
  const pairing = await lockPairing(tx, pairingId)
  if (pairing.status === 'ended' && !pairing.farewell) {
    if (tx.instance.clock.now().getTime() - (pairing.ended_at?.getTime() ?? 0) > FAREWELL_MS) return null
    return { pairing, body: { ...spoken, acknowledged: pairing.applied, messages: [], ended: true } }
  }
  if (pairing.status !== 'active') return null
  await rotateWhenDue(tx, pairing)
  const messages = await takeMessages(tx, pairing, kinds)
  return { pairing, body: { ...spoken, acknowledged: pairing.applied, messages } }
}

/** Notes that the peer was there, and what it has confirmed. `toldOfEnd`: this exchange tells the peer of an end. */
export async function take(
  tx: Tx,
  pairingId: string,
  said: Exchange,
  { roundTripMs, toldOfEnd }: { roundTripMs: number | null; toldOfEnd: boolean },
): Promise<PairingRecord['status']> {
  const pairing = await lockPairing(tx, pairingId)
  if (pairing.status === 'ended') {
    // An answer that was on its way when this side ended the pairing does not yet know of it.
    if (toldOfEnd || said.ended) {
      await tx.sql.updateTable('link_pairings').set({ farewell: true }).where('id', '=', pairingId).execute()
    }
    return 'ended'
  }
  const news = pairing.failure !== null || pairing.peer_product !== said.product
  await tx.sql
    .updateTable('link_pairings')
    .set({
      last_contact_at: tx.instance.clock.now(),
      peer_protocol: said.protocol,
      peer_product: said.product,
      failures: 0,
      failure: said.suspended ? 'suspended' : null,
      error: said.suspended ? `${pairing.peer_name} has suspended this pairing.` : null,
      ...(roundTripMs === null ? {} : { round_trip_ms: roundTripMs }),
    })
    .where('id', '=', pairingId)
    .execute()
  if (news) changed(tx, resourceOf(pairing), pairingId)
  if (said.ended) {
    await markEnded(tx, pairing, 'them', { kind: 'system', id: 'link', name: pairing.peer_name ?? 'Link' })
    return 'ended'
  }
  if (pairing.status === 'active' && !said.suspended) await acknowledge(tx, pairing, said.acknowledged)
  return pairing.status
}

/** Notes that the peer could not be reached, and why. */
export async function recordFailure(instance: Instance, pairingId: string, failure: LinkFailure, error: string) {
  await instance.database.write(async (tx) => {
    const before = await tx.sql
      .selectFrom('link_pairings')
      .select(['side', 'failure'])
      .where('id', '=', pairingId)
      .forUpdate()
      .executeTakeFirst()
    if (!before) return
    await tx.sql
      .updateTable('link_pairings')
      .set((set) => ({ failures: set('failures', '+', 1), failure, error }))
      .where('id', '=', pairingId)
      .execute()
    if (before.failure !== failure) changed(tx, resourceOf(before), pairingId)
  })
}
