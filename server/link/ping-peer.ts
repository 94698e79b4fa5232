import { randomUUID } from 'node:crypto'
import type { LinkFailure } from '@tocsin/contracts/link.ts'
import { z } from 'zod'
import type { Instance, Tx } from '../platform/index.ts'
import { CallFailure } from './call-failure.ts'
import { callPaired } from './call-paired.ts'
import { recordFailure, take } from './exchange.ts'
import { first } from './first.ts'
import { takes } from './message-kind.ts'
import { beginsExchanges, findPairing, type PairingRecord } from './pairing-store.ts'
import { send } from './send.ts'
import { spoken, versionProblem } from './spoken.ts'

export interface PingResult {
  ok: boolean
  roundTripMs: number | null
  failure?: LinkFailure
  error?: string
}

const PATIENCE_MS = 10_000
const LOOK_MS = 100
const PING = 'link.ping'

/** Has no effect; its confirmation is the answer, so that a tenant behind NAT can be pinged as well (FLT-07). */
export const pingMessage = takes({ kind: PING, from: 'console', payload: z.object({}), apply: async () => {} })

/** Measures the round trip to a tenant now; a failure says as exactly as possible what failed (FLT-21). */
export async function pingPeer(instance: Instance, pairing: PairingRecord): Promise<PingResult> {
  const refusal = unusable(pairing)
  if (refusal) return { ok: false, roundTripMs: null, ...refusal }
  try {
    const roundTripMs = beginsExchanges(pairing)
      ? await pingDirectly(instance, pairing)
      : await pingThroughOutbox(instance, pairing)
    if (Object.keys(pairing.grants).length === 0) {
      const error = `${pairing.peer_name} answers, but grants nothing to this console.`
      return { ok: false, roundTripMs, failure: 'grant', error }
    }
    return { ok: true, roundTripMs }
  } catch (error) {
    if (!(error instanceof CallFailure)) throw error
    await recordFailure(instance, pairing.id, error.failure, error.message)
    return { ok: false, roundTripMs: null, failure: error.failure, error: error.message }
  }
}

function unusable(pairing: PairingRecord): { failure: LinkFailure; error: string } | null {
  const name = pairing.peer_name ?? 'The tenant'
  if (pairing.status === 'suspended')
    return { failure: 'suspended', error: `${name} is suspended here; resume it first.` }
  if (pairing.status === 'ended') return { failure: 'unpaired', error: `${name} has ended the pairing.` }
  if (pairing.status === 'active') return null
  return { failure: 'unpaired', error: `Pairing with ${name} is not finished.` }
}

/** An exchange that carries nothing; messages in its answer come again in the next. */
async function pingDirectly(instance: Instance, pairing: PairingRecord): Promise<number> {
  const begun = performance.now()
  const answer = await callPaired(instance, pairing, {
    body: { ...spoken, acknowledged: pairing.applied, messages: [] },
    timeoutMs: PATIENCE_MS,
  })
  const roundTripMs = performance.now() - begun
  const problem = versionProblem(answer.protocol, answer.product)
  if (problem) throw new CallFailure('version', problem)
  const status = await instance.database.write((tx) => take(tx, pairing.id, answer, { roundTripMs, toldOfEnd: false }))
  if (status === 'ended') throw new CallFailure('unpaired', `${pairing.peer_name} has ended the pairing.`)
  return roundTripMs
}

/** The tenant calls us: the ping waits in the outbox for it, and is answered when it is confirmed. */
async function pingThroughOutbox(instance: Instance, pairing: PairingRecord): Promise<number> {
  const reference = randomUUID()
  const begun = performance.now()
  await instance.database.write((tx) => send(tx, pairing.id, { kind: PING, payload: {}, reference }))
  const patience = AbortSignal.timeout(PATIENCE_MS)
  while (!patience.aborted) {
    if (!(await instance.database.read((tx) => isWaiting(tx, pairing.id, reference)))) {
      const roundTripMs = performance.now() - begun
      await instance.database.write((tx) =>
        tx.sql.updateTable('link_pairings').set({ round_trip_ms: roundTripMs }).where('id', '=', pairing.id).execute(),
      )
      return roundTripMs
    }
    await first(null, LOOK_MS, patience)
  }
  await instance.database.write((tx) =>
    tx.sql
      .deleteFrom('link_outbox')
      .where('pairing_id', '=', pairing.id)
      .where('reference', '=', reference)
      .where('number', 'is', null)
      .execute(),
  )
  const last = await instance.database.read((tx) => findPairing(tx, pairing.id))
  const since = last?.last_contact_at?.toISOString() ?? 'never'
  throw new CallFailure('timeout', `${pairing.peer_name} calls this console itself and has not called since ${since}.`)
}

async function isWaiting(tx: Tx, pairingId: string, reference: string): Promise<boolean> {
  const row = await tx.sql
    .selectFrom('link_outbox')
    .select('id')
    .where('pairing_id', '=', pairingId)
    .where('reference', '=', reference)
    .executeTakeFirst()
  return row !== undefined
}
