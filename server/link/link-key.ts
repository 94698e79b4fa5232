import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'

/** The Ed25519 key pair of one side of one pairing; raw bytes in base64url (FLT-03). */
export interface LinkKey {
  id: string
  publicKey: string
  privateKey: string
}

export function newLinkKey(): LinkKey {
  const { x, d } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })
  if (!x || !d) throw new Error('This build of node exports no Ed25519 keys.')
  return { id: linkKeyId(x), publicKey: x, privateKey: d }
}

/** The name of a key in signatures: the SHA-256 of its public half. */
export function linkKeyId(publicKey: string): string {
  return hashOf(publicKey).toString('base64url')
}

/** What two people compare: 128 bits of the key's hash in groups of four. */
export function fingerprintOf(publicKey: string): string {
  const hex = hashOf(publicKey).subarray(0, 16).toString('hex')
  return hex.match(/.{4}/g)?.join(' ') ?? hex
}

export function toPrivateKey(key: Pick<LinkKey, 'publicKey' | 'privateKey'>): KeyObject {
  return createPrivateKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: key.publicKey, d: key.privateKey },
    format: 'jwk',
  })
}

export function toPublicKey(publicKey: string): KeyObject {
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' })
}

function hashOf(publicKey: string): Buffer {
  return createHash('sha256').update(Buffer.from(publicKey, 'base64url')).digest()
}
