import type { PairingHello, PairingHelloAnswer, PairingProof } from '@tocsin/contracts/link.ts'
import { emit, Failure, type Instance, machineActor, type Tx } from '../platform/index.ts'
import { activatePairing } from './activate-pairing.ts'
import { codePlace } from './open-pairing.ts'
import { sameProof } from './pairing-code.ts'
import { pairingProofOf } from './pairing-proof.ts'
import { findPairing, type PairingRecord } from './pairing-store.ts'
import { readPeerAddress } from './peer-address.ts'
import { newNonce } from './signed-message.ts'
import { spoken, versionProblem } from './spoken.ts'
import type { Handshake } from './tables.ts'

const WRONG_TRIES = 5
const gate = machineActor({ kind: 'system', id: 'link', name: 'Link' }, [])

/** First half at the tenant: notes who asks, and gives this side's key (FLT-02). */
export async function answerHello(tx: Tx, hello: PairingHello): Promise<PairingHelloAnswer> {
  const problem = versionProblem(hello.protocol, hello.product)
  if (problem) throw new Failure('wrong_state', problem, [{ path: 'protocol', message: problem }])
  if (hello.mode === 'outbound') readPeerAddress(hello.url)
  const pairing = await tx.sql
    .selectFrom('link_pairings')
    .selectAll()
    .where('code_id', '=', hello.codeId)
    .where('status', '=', 'open')
    .forUpdate()
    .executeTakeFirst()
  const usable = pairing && isUsable(pairing, tx.instance.clock.now())
  if (!usable) throw unknownCode()
  const said: Handshake = {
    pairingId: pairing.id,
    hello,
    publicKey: pairing.own_public_key,
    nonce: newNonce(),
    name: tx.instance.name,
  }
  await tx.sql
    .updateTable('link_pairings')
    .set({ handshake: JSON.stringify(said) })
    .where('id', '=', pairing.id)
    .execute()
  return { ...spoken, pairingId: pairing.id, publicKey: said.publicKey, nonce: said.nonce, name: said.name }
}

/** Second half: the console proves the code, this side proves it back. A repeated call gets the same answer. */
export async function answerProof(instance: Instance, given: PairingProof) {
  const outcome = await instance.database.write(async (tx) => {
    await tx.sql.selectFrom('link_pairings').select('id').where('id', '=', given.pairingId).forUpdate().execute()
    const pairing = await findPairing(tx, given.pairingId)
    const said = pairing?.handshake
    if (!pairing || !said || !pairing.code_secret || pairing.code_id !== given.codeId) return 'unknown'
    if (!isUsable(pairing, instance.clock.now())) return 'unknown'
    const secret = instance.secrets.open(pairing.code_secret, codePlace(given.codeId))
    if (!sameProof(given.proof, pairingProofOf('console', secret, said))) return countWrongTry(tx, pairing)
    if (pairing.status === 'open') {
      await activatePairing(tx, pairing, {
        mode: said.hello.mode,
        peerName: said.hello.name,
        peerUrl: said.hello.url,
        peerKey: said.hello.publicKey,
        product: said.hello.product,
        protocol: said.hello.protocol,
        actor: { kind: 'mssp', id: pairing.id, name: said.hello.name },
      })
    }
    return { proof: pairingProofOf('tenant', secret, said), grants: pairing.grants }
  })
  // The count of wrong tries must be kept, so the refusal comes after the commit.
  if (outcome === 'unknown') throw unknownCode()
  if (outcome === 'locked') {
    throw new Failure('locked_out', 'The pairing code is locked after too many wrong tries. Make a new one.')
  }
  if (outcome === 'wrong') throw new Failure('wrong_credentials', 'The pairing code is wrong.')
  return outcome
}

/** An open code within its time; one just used still answers, because the first answer may have been lost. */
function isUsable(pairing: PairingRecord, now: Date): boolean {
  const inTime = pairing.code_expires_at !== null && pairing.code_expires_at > now
  return inTime && pairing.wrong_tries < WRONG_TRIES && (pairing.status === 'open' || pairing.status === 'active')
}

async function countWrongTry(tx: Tx, pairing: PairingRecord): Promise<'wrong' | 'locked'> {
  // A code in use already is not open to guessing any more.
  if (pairing.status !== 'open') return 'wrong'
  const tries = pairing.wrong_tries + 1
  await tx.sql.updateTable('link_pairings').set({ wrong_tries: tries }).where('id', '=', pairing.id).execute()
  await emit(tx, gate, {
    type: tries >= WRONG_TRIES ? 'PairingCodeLocked' : 'PairingRefused',
    subject: { kind: 'pairings', id: pairing.id },
    after: { tries, name: pairing.handshake?.hello.name, url: pairing.handshake?.hello.url },
  })
  return tries >= WRONG_TRIES ? 'locked' : 'wrong'
}

function unknownCode(): Failure {
  return new Failure(
    'wrong_credentials',
    'The tenant knows no such pairing code. It may have run out, been used, or been locked; make a new one there.',
  )
}
