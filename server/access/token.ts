import { createHash, randomBytes } from 'node:crypto'

const KEY_PREFIX = 'tcs_'

/** A random bearer token of 256 bits. Only its hash is stored, so a stolen database signs nobody in. */
export function newToken(): { token: string; hash: Buffer } {
  const token = randomBytes(32).toString('base64url')
  return { token, hash: hashToken(token) }
}

export function newApiKey(): { key: string; hash: Buffer } {
  const key = KEY_PREFIX + randomBytes(32).toString('base64url')
  return { key, hash: hashToken(key) }
}

export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
