import type { z } from 'zod'
import { CallFailure, explainRefusal, explainSilence, parseJson } from './call-failure.ts'
import { type LinkKey, toPublicKey } from './link-key.ts'
import { digestOf, type Headers, isAnswerSignedBy, newNonce, readClaims, signRequest } from './signed-message.ts'

/** Nothing of the link is larger; a peer that sends more is cut off. */
export const MAX_LINK_BYTES = 32 * 1024 * 1024

export interface PeerCall<Answer extends z.ZodType> {
  /** Address of the peer's instance. */
  peer: string
  /** Below `/link/v1/`. */
  path: string
  body: unknown
  answer: Answer
  timeoutMs: number
  signal?: AbortSignal | undefined
}

/** An unsigned call, as the two of pairing are: what they say is proved by the code. */
export async function callUnsigned<Answer extends z.ZodType>(call: PeerCall<Answer>): Promise<z.output<Answer>> {
  const { text } = await post(call, JSON.stringify(call.body), { 'content-type': 'application/json' })
  return readAnswer(call, text)
}

/**
 * A signed call, whose answer must be signed by the peer for just this call. `findPeerKey` gives the public key of an id that
 * an answer names, null when it is none of the peer's. Gives the answer and the id of the key that signed it.
 */
export async function callSigned<Answer extends z.ZodType>(
  call: PeerCall<Answer> & { key: LinkKey; findPeerKey: (id: string) => Promise<string | null>; now: Date },
): Promise<{ answer: z.output<Answer>; keyId: string }> {
  const body = JSON.stringify(call.body)
  const nonce = newNonce()
  const url = linkUrl(call.peer, call.path)
  const { status, headers, text } = await post(
    call,
    body,
    await signRequest(call.key, { method: 'POST', url, body, created: call.now, nonce }),
  )
  const claims = await readClaims(headers)
  const peerKey = claims?.nonce === nonce ? await call.findPeerKey(claims.keyId) : null
  const genuine =
    claims !== null &&
    peerKey !== null &&
    headers['content-digest'] === digestOf(text) &&
    (await isAnswerSignedBy(toPublicKey(peerKey), { status, headers }))
  if (!genuine) {
    throw new CallFailure('signature', `The answer of ${new URL(url).host} is not signed by the paired key.`)
  }
  return { answer: readAnswer(call, text), keyId: claims.keyId }
}

export function linkUrl(peer: string, path: string): string {
  return `${peer}/link/v1/${path}`
}

async function post(
  call: PeerCall<z.ZodType>,
  body: string,
  headers: Headers,
): Promise<{ status: number; headers: Headers; text: string }> {
  const url = linkUrl(call.peer, call.path)
  const { host } = new URL(url)
  const timeout = AbortSignal.timeout(call.timeoutMs)
  const signal = call.signal ? AbortSignal.any([call.signal, timeout]) : timeout
  try {
    const response = await fetch(url, { method: 'POST', body, headers, signal, redirect: 'manual' })
    const text = await readText(response, host)
    if (response.status !== 200) throw explainRefusal(response.status, text, host)
    return { status: response.status, headers: Object.fromEntries(response.headers), text }
  } catch (error) {
    call.signal?.throwIfAborted()
    throw explainSilence(error, host)
  }
}

async function readText(response: Response, host: string): Promise<string> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of response.body ?? []) {
    size += part.byteLength
    if (size > MAX_LINK_BYTES) throw new CallFailure('answer', `${host} answers with more than the link carries.`)
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function readAnswer<Answer extends z.ZodType>(call: PeerCall<Answer>, text: string): z.output<Answer> {
  const parsed = call.answer.safeParse(parseJson(text))
  if (parsed.success) return parsed.data
  const { host } = new URL(call.peer)
  throw new CallFailure('answer', `${host} answers ${call.path} in a form that this version does not know.`)
}
