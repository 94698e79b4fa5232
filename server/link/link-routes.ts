import { exchange, pairingHello, pairingProof } from '@tocsin/contracts/link.ts'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { type ExtendDeps, Failure, type Instance } from '../platform/index.ts'
import { answerHello, answerProof } from './answer-pairing.ts'
import { parseJson } from './call-failure.ts'
import { MAX_LINK_BYTES } from './call-peer.ts'
import { answerExchange } from './exchange.ts'
import { first } from './first.ts'
import type { MessageKinds } from './message-kind.ts'
import { hasMessages } from './outbox.ts'
import { ownKey } from './pairing-store.ts'
import { onWake } from './send.ts'
import { signAnswer } from './signed-message.ts'
import { admitSigner, type SignedBy, verifySigned } from './verify-request.ts'

const PAIR_BYTES = 16 * 1024
/** Messages that come in a bunch leave in one answer. */
const GATHER_MS = 25
/** A wake from another process may be lost with its connection. */
const LOOK_MS = 5_000

/** `/<instance>/link/v1/…`: two unsigned calls of pairing, and the one call of the link. */
export function linkRoutes(app: FastifyInstance, kinds: MessageKinds, deps: ExtendDeps): void {
  app.register(async (scope) => {
    const held = new Map<string, AbortController>()
    scope.addHook('preClose', async () => {
      for (const waiting of held.values()) waiting.abort()
    })
    // Digests are over bytes, so nothing may parse the body before they were checked.
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))

    // Hosted tenants are paired from this machine itself, perhaps many at a time.
    const rateLimit = { max: 60, timeWindow: '1 minute', allowList: ['127.0.0.1', '::1'] }
    const pairing = { bodyLimit: PAIR_BYTES, config: { rateLimit } }
    scope.post('/:instance/link/v1/pair', pairing, async (request) => {
      const instance = await find(deps, request)
      const hello = parse(pairingHello, request)
      return instance.database.write((tx) => answerHello(tx, hello), request.id)
    })
    scope.post('/:instance/link/v1/pair/proof', pairing, async (request) => {
      const instance = await find(deps, request)
      return answerProof(instance, parse(pairingProof, request))
    })

    const signers = new WeakMap<FastifyRequest, SignedBy>()
    scope.post(
      '/:instance/link/v1/exchange',
      {
        bodyLimit: MAX_LINK_BYTES,
        config: { rateLimit: { max: 3000, timeWindow: '1 minute', keyGenerator: signerOrAddress } },
        onRequest: async (request) => {
          signers.set(request, await admitSigner(await find(deps, request), request))
        },
      },
      async (request, reply) => {
        const instance = await find(deps, request)
        const signer = signers.get(request)
        if (!signer) throw new Failure('bad_signature', 'This call needs one signature of the link.')
        await verifySigned(instance, request, bodyOf(request), signer)
        const { pairing: peer, claims } = signer
        const { answer, pairing } = await answerExchange(instance, kinds, peer, parse(exchange, request), (seconds) =>
          hold(held, instance, peer.id, seconds, request),
        )
        const body = JSON.stringify(answer)
        const key = ownKey(instance, pairing)
        const created = instance.clock.now()
        return reply.headers(await signAnswer(key, { status: 200, body, created, nonce: claims.nonce })).send(body)
      },
    )
  })
}

/** Waits for the next message to this peer; a newer call of the same peer ends the wait. */
async function hold(
  held: Map<string, AbortController>,
  instance: Instance,
  pairingId: string,
  seconds: number,
  request: FastifyRequest,
): Promise<void> {
  const name = `${instance.id}/${pairingId}`
  held.get(name)?.abort()
  const waiting = new AbortController()
  held.set(name, waiting)
  const stop = () => waiting.abort()
  request.raw.socket.once('close', stop)
  let call: () => void = () => {}
  const forget = onWake(instance, pairingId, () => call())
  const end = Date.now() + seconds * 1000
  try {
    while (!waiting.signal.aborted && Date.now() < end) {
      const woken = new Promise<void>((resolve) => {
        call = resolve
      })
      if (await instance.database.read((tx) => hasMessages(tx, pairingId))) return
      const pause = Math.min(LOOK_MS, end - Date.now())
      if (await first(woken, pause, waiting.signal)) await first(null, GATHER_MS, waiting.signal)
    }
  } finally {
    forget()
    request.raw.socket.off('close', stop)
    if (held.get(name) === waiting) held.delete(name)
  }
}

async function find(deps: ExtendDeps, request: FastifyRequest): Promise<Instance> {
  const { instance: slug } = request.params as { instance: string }
  const instance = await deps.findInstance(slug)
  if (!instance) throw new Failure('not_found', `There is no instance "${slug}" here.`)
  return instance
}

function parse<Schema extends z.ZodType>(schema: Schema, request: FastifyRequest): z.output<Schema> {
  return schema.parse(parseJson(bodyOf(request).toString('utf8')))
}

function bodyOf(request: FastifyRequest): Buffer {
  return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
}

function signerOrAddress(request: FastifyRequest): string {
  return /keyid="([^"]{1,64})"/.exec(String(request.headers['signature-input']))?.[1] ?? request.ip
}
