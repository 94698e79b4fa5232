import { createHmac } from 'node:crypto'
import type { Handshake, PairingSide } from './tables.ts'

/**
 * Proof that a side knows the code: an HMAC over both public keys, both nonces and everything else that was said
 * (FLT-02). Whoever changed a key on the way, as a machine that ends TLS in the middle would, makes it differ.
 */
export function pairingProofOf(side: PairingSide, secret: string, said: Handshake): string {
  const { hello } = said
  const transcript = [
    'tocsin-pairing-1',
    side,
    said.pairingId,
    hello.codeId,
    hello.publicKey,
    said.publicKey,
    hello.nonce,
    said.nonce,
    hello.mode,
    hello.url,
    hello.tenantUrl,
    hello.name,
    said.name,
  ]
  return createHmac('sha256', secret).update(JSON.stringify(transcript)).digest('base64url')
}
