import type { FastifyRequest } from 'fastify'
import { emit, Failure, type Instance, machineActor } from '../platform/index.ts'
import { toPublicKey } from './link-key.ts'
import { type PairingRecord, peerKeyOf } from './pairing-store.ts'
import { finishPeerRotation } from './rotate-key.ts'
import { digestOf, type Headers, isRequestSignedBy, readClaims, type SignatureClaims } from './signed-message.ts'

const FRESH_MS = 60_000
const REFUSALS_AUDITED_PER_MINUTE = 20
const gate = machineActor({ kind: 'system', id: 'link', name: 'Link' }, [])

export interface SignedBy {
  pairing: PairingRecord
  claims: SignatureClaims
}

/** Before the body is read: is this a key of ours, and is the signature of now? Refusals are audited (FLT-03). */
export async function admitSigner(instance: Instance, request: FastifyRequest): Promise<SignedBy> {
  const claims = await readClaims(headersOf(request))
  if (!claims) throw await refusal(instance, request, 'signature', 'This call needs one signature of the link.')
  const pairing = await instance.database.read((tx) =>
    tx.sql
      .selectFrom('link_pairings')
      .selectAll()
      .where((where) =>
        where.or([where('peer_key_id', '=', claims.keyId), where('peer_next_key_id', '=', claims.keyId)]),
      )
      .executeTakeFirst(),
  )
  if (!pairing) throw await refusal(instance, request, 'key', 'This instance is not paired with the key that signed.')
  const apart = claims.created.getTime() - instance.clock.now().getTime()
  if (Math.abs(apart) > FRESH_MS) {
    const message = `The signature is ${Math.round(Math.abs(apart) / 1000)} s ${apart < 0 ? 'old' : 'ahead'} by the clock of ${instance.name}; 60 s are allowed. Set the clocks.`
    throw await refusal(instance, request, 'created', message)
  }
  return { pairing, claims }
}

/** With the body: does the signature hold for just this request, and is it the first time that it is seen? */
export async function verifySigned(
  instance: Instance,
  request: FastifyRequest,
  body: Buffer,
  { pairing, claims }: SignedBy,
): Promise<void> {
  const headers = headersOf(request)
  if (headers['content-digest'] !== digestOf(body)) {
    throw await refusal(instance, request, 'digest', 'The body is not the one that was signed.')
  }
  const key = toPublicKey(peerKeyOf(pairing, claims.keyId) ?? '')
  // Behind a proxy that rewrites the host the address is the one this deployment is known by.
  const path = request.url.slice(`/${instance.slug}`.length)
  const addresses = new Set([`${request.protocol}://${request.host}${request.url}`, instance.url() + path])
  let genuine = false
  for (const url of addresses) genuine ||= await isRequestSignedBy(key, { method: request.method, url, headers })
  if (!genuine) throw await refusal(instance, request, 'signature', 'The signature does not fit this request.')
  const isNew = await instance.database.write(async (tx) => {
    await tx.sql
      .deleteFrom('link_nonces')
      .where('seen_at', '<', new Date(instance.clock.now().getTime() - 3 * FRESH_MS))
      .execute()
    const inserted = await tx.sql
      .insertInto('link_nonces')
      .values({ key_id: claims.keyId, nonce: claims.nonce, seen_at: instance.clock.now() })
      .onConflict((conflict) => conflict.doNothing())
      .returning('nonce')
      .executeTakeFirst()
    if (inserted && claims.keyId !== pairing.peer_key_id) await finishPeerRotation(tx, pairing.id, claims.keyId)
    return inserted !== undefined
  })
  if (!isNew) throw await refusal(instance, request, 'nonce', 'This request was sent before.')
}

/** The refusal, noted in the audit trail; a flood of them is noted only in part. */
async function refusal(instance: Instance, request: FastifyRequest, cause: string, message: string): Promise<Failure> {
  await instance.database.write(async (tx) => {
    const since = new Date(Date.now() - 60_000)
    const recent = await tx.sql
      .selectFrom('events')
      .select('id')
      .where('type', '=', 'LinkRefused')
      .where('occurred_at', '>', since)
      .orderBy('id', 'desc')
      .limit(REFUSALS_AUDITED_PER_MINUTE)
      .execute()
    if (recent.length >= REFUSALS_AUDITED_PER_MINUTE) return
    await emit(tx, gate, {
      type: 'LinkRefused',
      subject: { kind: 'link', id: 'exchange' },
      after: { cause, message, remoteAddress: request.ip },
    })
  })
  return new Failure('bad_signature', message, [{ path: cause, message }])
}

function headersOf(request: FastifyRequest): Headers {
  return Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value ?? '')]))
}
