import { type ActorRef, actorRef } from '@tocsin/contracts'
import { type LinkMode, type PairingProof, pairingHelloAnswer, pairingProofAnswer } from '@tocsin/contracts/link.ts'
import { z } from 'zod'
import { type Actor, emit, enqueue, Failure, type Instance, job, type Tx } from '../platform/index.ts'
import { activatePairing } from './activate-pairing.ts'
import { CallFailure } from './call-failure.ts'
import { callUnsigned } from './call-peer.ts'
import { newLinkKey } from './link-key.ts'
import { readPairingCode, sameProof } from './pairing-code.ts'
import { pairingProofOf } from './pairing-proof.ts'
import { findPairing, lockPairing, sealedKeyColumns } from './pairing-store.ts'
import { readPeerAddress } from './peer-address.ts'
import { newNonce } from './signed-message.ts'
import { spoken, versionProblem } from './spoken.ts'
import type { Handshake } from './tables.ts'

const CALL_TIMEOUT_MS = 10_000
const PROOF_ATTEMPTS = 3
const REPEAT_AFTER_MS = 20_000
/** A code lives 15 minutes; after that the tenant has forgotten it. */
const GIVE_UP_AFTER_MS = 20 * 60_000

export interface PairingWish {
  url: string
  code: string
  mode: LinkMode
  /** Runs together with the note that a proof is on its way; `id` is the pairing's. */
  note(tx: Tx, id: string): Promise<void>
}

/** Pairs this console with the tenant at an address (FLT-02). Throws what a person can act on. */
export async function beginPairing(instance: Instance, actor: Actor, wish: PairingWish): Promise<string> {
  const code = readPairingCode(wish.code)
  const tenantUrl = readPeerAddress(wish.url)
  const url = instance.url()
  if (wish.mode === 'outbound') readPeerAddress(url)
  const key = newLinkKey()
  const hello = {
    ...spoken,
    codeId: code.id,
    publicKey: key.publicKey,
    nonce: newNonce(),
    url,
    tenantUrl,
    name: instance.name,
    mode: wish.mode,
  }
  const answer = await callUnsigned({
    peer: tenantUrl,
    path: 'pair',
    body: hello,
    answer: pairingHelloAnswer,
    timeoutMs: CALL_TIMEOUT_MS,
  }).catch(explain)
  const problem = versionProblem(answer.protocol, answer.product)
  if (problem) throw new Failure('wrong_state', problem)
  const said: Handshake = {
    pairingId: answer.pairingId,
    hello,
    publicKey: answer.publicKey,
    nonce: answer.nonce,
    name: answer.name,
  }
  said.proof = pairingProofOf('console', code.secret, said)
  await instance.database.write(async (tx) => {
    if (await findPairing(tx, said.pairingId)) {
      throw new Failure('wrong_state', 'This instance is paired with that one already, or is that one itself.')
    }
    await tx.sql
      .insertInto('link_pairings')
      .values({
        id: said.pairingId,
        side: 'console',
        status: 'pending',
        mode: wish.mode,
        ...sealedKeyColumns(instance, key),
        peer_name: said.name,
        peer_url: tenantUrl,
        code_id: code.id,
        code_secret: instance.secrets.seal(code.secret, secretPlace(said.pairingId)),
        handshake: JSON.stringify(said),
        peer_protocol: answer.protocol,
        peer_product: answer.product,
      })
      .execute()
    await wish.note(tx, said.pairingId)
    const availableAt = new Date(instance.clock.now().getTime() + REPEAT_AFTER_MS)
    const reference = { kind: actor.kind, id: actor.id, name: actor.name }
    await enqueue(tx, {
      kind: FINISH_JOB,
      ref: said.pairingId,
      payload: { pairingId: said.pairingId, actor: reference },
      availableAt,
    })
  })
  await finishPairing(instance, actor, said.pairingId).catch(explain)
  return said.pairingId
}

const FINISH_JOB = 'link-finish-pairing'

/** Sends the proof again when the first answer was lost or the program died in between. */
export const finishPairingJob = job({
  kind: FINISH_JOB,
  payload: z.object({ pairingId: z.string(), actor: actorRef }),
  async run(instance, { pairingId, actor }, run) {
    try {
      await finishPairing(instance, actor, pairingId)
    } catch (error) {
      if (!(error instanceof CallFailure)) throw error
      run.repeatAt(new Date(instance.clock.now().getTime() + REPEAT_AFTER_MS))
    }
  },
})

async function finishPairing(instance: Instance, actor: ActorRef, id: string): Promise<void> {
  const pairing = await instance.database.read((tx) => findPairing(tx, id))
  const said = pairing?.handshake
  if (pairing?.status !== 'pending' || !said?.proof || !pairing.code_secret || !pairing.peer_url) return
  const late = instance.clock.now().getTime() - pairing.created_at.getTime() > GIVE_UP_AFTER_MS
  if (late) return forget(instance, actor, id, 'The tenant did not answer before the code ran out.')
  const answer = await prove(pairing.peer_url, {
    codeId: said.hello.codeId,
    pairingId: id,
    proof: said.proof,
  }).catch(async (error: unknown) => {
    const refused = error instanceof CallFailure && (error.code === 'wrong_credentials' || error.code === 'locked_out')
    if (refused) await forget(instance, actor, id, error.message)
    throw error
  })
  const secret = instance.secrets.open(pairing.code_secret, secretPlace(id))
  if (!sameProof(answer.proof, pairingProofOf('tenant', secret, said))) {
    const message = `${new URL(pairing.peer_url).host} does not know the code itself: somebody stands between. Nothing was paired.`
    await forget(instance, actor, id, message)
    throw new CallFailure('signature', message, 'wrong_credentials')
  }
  await instance.database.write(async (tx) => {
    const locked = await lockPairing(tx, id)
    if (locked.status !== 'pending') return
    await tx.sql
      .updateTable('link_pairings')
      .set({ code_secret: null, handshake: null, grants: JSON.stringify(answer.grants) })
      .where('id', '=', id)
      .execute()
    await activatePairing(tx, locked, {
      mode: said.hello.mode,
      peerName: said.name,
      peerUrl: said.hello.tenantUrl,
      peerKey: said.publicKey,
      product: pairing.peer_product ?? '',
      protocol: pairing.peer_protocol ?? 0,
      actor,
    })
  })
}

/** An answer may be lost on its way back, and asking again does no harm. */
async function prove(peer: string, body: PairingProof) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await callUnsigned({
        peer,
        path: 'pair/proof',
        body,
        answer: pairingProofAnswer,
        timeoutMs: CALL_TIMEOUT_MS,
      })
    } catch (error) {
      const lost = error instanceof CallFailure && error.code === null && error.failure !== 'timeout'
      if (!lost || attempt === PROOF_ATTEMPTS) throw error
    }
  }
}

/** A pairing that came to nothing leaves nothing behind but its audit. */
async function forget(instance: Instance, actor: ActorRef, id: string, reason: string): Promise<void> {
  await instance.database.write(async (tx) => {
    await tx.sql.deleteFrom('link_pairings').where('id', '=', id).where('status', '=', 'pending').execute()
    await emit(tx, actor, { type: 'PairingFailed', subject: { kind: 'fleet/tenants', id }, after: { reason } })
  })
}

function explain(error: unknown): never {
  if (!(error instanceof CallFailure)) throw error
  if (error.code === 'wrong_credentials' || error.code === 'locked_out' || error.code === 'wrong_state') {
    throw new Failure(error.code, error.message)
  }
  throw new Failure('unreachable', error.message)
}

function secretPlace(id: string): string {
  return `link_pairings/${id}/code`
}
