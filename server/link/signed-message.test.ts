import { describe, expect, it } from 'vitest'
import { newLinkKey, toPublicKey } from './link-key.ts'
import { digestOf, isAnswerSignedBy, isRequestSignedBy, readClaims, signAnswer, signRequest } from './signed-message.ts'

const key = newLinkKey()
const publicKey = toPublicKey(key.publicKey)
const request = {
  method: 'POST',
  url: 'https://soc.example/acme/link/v1/exchange',
  body: '{"a":1}',
  created: new Date('2026-11-23T10:00:00Z'),
  nonce: 'n'.repeat(24),
}

describe('a signed request (FLT-03)', () => {
  it('is accepted as it was sent and says who signed it when', async () => {
    const headers = await signRequest(key, request)
    expect(headers['content-digest']).toBe(digestOf(request.body))
    expect(await readClaims(headers)).toEqual({ keyId: key.id, created: request.created, nonce: request.nonce })
    expect(await isRequestSignedBy(publicKey, { ...request, headers })).toBe(true)
  })

  it('is refused for another method, address, digest, time or nonce, and under another key', async () => {
    const headers = await signRequest(key, request)
    const input = headers['signature-input'] ?? ''
    expect(await isRequestSignedBy(publicKey, { ...request, method: 'PUT', headers })).toBe(false)
    expect(await isRequestSignedBy(publicKey, { ...request, url: `${request.url}s`, headers })).toBe(false)
    const changed = (name: string, value: string) =>
      isRequestSignedBy(publicKey, { ...request, headers: { ...headers, [name]: value } })
    expect(await changed('content-digest', digestOf('{"a":2}'))).toBe(false)
    expect(await changed('signature-input', input.replace(/created=\d+/, 'created=1800000000'))).toBe(false)
    expect(await changed('signature-input', input.replace('nnnn', 'mmmm'))).toBe(false)
    expect(await changed('signature-input', input.replace(' "content-digest"', ''))).toBe(false)
    expect(await isRequestSignedBy(toPublicKey(newLinkKey().publicKey), { ...request, headers })).toBe(false)
  })

  it('is none of ours without a signature, with two of them, or with garbage', async () => {
    const headers = await signRequest(key, request)
    expect(await readClaims({})).toBeNull()
    expect(await readClaims({ ...headers, 'signature-input': 'link=(' })).toBeNull()
    const twice = headers['signature-input'] ?? ''
    const two = { ...headers, 'signature-input': `${twice}, ${twice.replace('link=', 'more=')}` }
    expect(await readClaims(two)).toBeNull()
  })
})

describe('a signed answer', () => {
  it('is bound to its request by the nonce, to its status and to its body', async () => {
    const answer = { status: 200, body: '{"b":1}', created: request.created, nonce: request.nonce }
    const headers = await signAnswer(key, answer)
    expect((await readClaims(headers))?.nonce).toBe(request.nonce)
    expect(await isAnswerSignedBy(publicKey, { status: 200, headers })).toBe(true)
    expect(await isAnswerSignedBy(publicKey, { status: 202, headers })).toBe(false)
    const other = { ...headers, 'content-digest': digestOf('{}') }
    expect(await isAnswerSignedBy(publicKey, { status: 200, headers: other })).toBe(false)
  })
})
