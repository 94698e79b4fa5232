import { createHash, type KeyObject, randomBytes, sign, verify } from 'node:crypto'
import { httpbis, type VerifyConfig } from 'http-message-signatures'
import { type LinkKey, toPrivateKey } from './link-key.ts'

/** HTTP Message Signatures (RFC 9421) with Ed25519 over a content digest (RFC 9530); the library builds the base. */
const TAG = 'tocsin-link'
const LABEL = 'link'
const PARAMETERS = ['created', 'nonce', 'keyid', 'alg', 'tag']
const REQUEST_FIELDS = ['@method', '@target-uri', 'content-digest']
const ANSWER_FIELDS = ['@status', 'content-digest']

/** Headers as they are signed; names in lower case. */
export type Headers = Record<string, string>

export interface SignedRequest {
  method: string
  url: string
  headers: Headers
}

/** What a signature says of itself. */
export interface SignatureClaims {
  keyId: string
  created: Date
  nonce: string
}

export function newNonce(): string {
  return randomBytes(18).toString('base64url')
}

export function digestOf(body: Buffer | string): string {
  return `sha-256=:${createHash('sha256').update(body).digest('base64')}:`
}

/** Headers for a request with this body, signed. */
export async function signRequest(
  key: LinkKey,
  request: { method: string; url: string; body: string; created: Date; nonce: string },
): Promise<Headers> {
  const headers = { 'content-type': 'application/json', 'content-digest': digestOf(request.body) }
  const signed = await httpbis.signMessage(settings(key, REQUEST_FIELDS, request.created, request.nonce), {
    method: request.method,
    url: request.url,
    headers,
  })
  return lowerCase(signed.headers)
}

/** Headers for an answer, bound to its request by the request's nonce. */
export async function signAnswer(
  key: LinkKey,
  answer: { status: number; body: string; created: Date; nonce: string },
): Promise<Headers> {
  const headers = { 'content-type': 'application/json', 'content-digest': digestOf(answer.body) }
  const signed = await httpbis.signMessage(settings(key, ANSWER_FIELDS, answer.created, answer.nonce), {
    status: answer.status,
    headers,
  })
  return lowerCase(signed.headers)
}

/** Reads what the one signature of a message claims, before anything of it is believed; null when it is none of ours. */
export async function readClaims(headers: Headers): Promise<SignatureClaims | null> {
  const seen: (SignatureClaims | null)[] = []
  try {
    await httpbis.verifyMessage(
      {
        notAfter: Number.MAX_SAFE_INTEGER,
        keyLookup: async ({ keyid, created, nonce, alg, tag }) => {
          const ours = alg === 'ed25519' && tag === TAG && typeof keyid === 'string' && typeof nonce === 'string'
          seen.push(ours && created instanceof Date ? { keyId: keyid, created, nonce } : null)
          return null
        },
      },
      { method: 'POST', url: 'http://localhost/', headers },
    )
  } catch {
    return null
  }
  const [claims] = seen
  return seen.length === 1 && claims && !Number.isNaN(claims.created.getTime()) && claims.nonce.length <= 64
    ? claims
    : null
}

export function isRequestSignedBy(key: KeyObject, request: SignedRequest): Promise<boolean> {
  return isSigned(key, REQUEST_FIELDS, request)
}

export function isAnswerSignedBy(key: KeyObject, answer: { status: number; headers: Headers }): Promise<boolean> {
  return isSigned(key, ANSWER_FIELDS, answer)
}

async function isSigned(
  key: KeyObject,
  requiredFields: string[],
  message: SignedRequest | { status: number; headers: Headers },
): Promise<boolean> {
  const expected: VerifyConfig = {
    requiredFields,
    requiredParams: PARAMETERS,
    notAfter: Number.MAX_SAFE_INTEGER,
    keyLookup: async () => ({
      algs: ['ed25519'],
      verify: async (base, signature) => verify(null, base, key, signature),
    }),
  }
  try {
    const verified =
      'status' in message ? httpbis.verifyMessage(expected, message) : httpbis.verifyMessage(expected, message)
    return (await verified) === true
  } catch {
    return false
  }
}

function settings(key: LinkKey, fields: string[], created: Date, nonce: string) {
  const privateKey = toPrivateKey(key)
  return {
    key: { id: key.id, alg: 'ed25519', sign: async (base: Buffer) => sign(null, base, privateKey) },
    name: LABEL,
    fields,
    params: PARAMETERS,
    paramValues: { created, nonce, keyid: key.id, alg: 'ed25519', tag: TAG },
  }
}

function lowerCase(headers: Record<string, string | string[]>): Headers {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]))
}
