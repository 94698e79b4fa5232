import { describe, expect, it } from 'vitest'
import { newLinkKey } from './link-key.ts'
import { newPairingCode, readPairingCode, writePairingCode } from './pairing-code.ts'
import { pairingProofOf } from './pairing-proof.ts'
import { readPeerAddress } from './peer-address.ts'
import type { Handshake } from './tables.ts'

describe('a pairing code (FLT-01)', () => {
  it('is read back from seven groups of five, in either case and with look-alikes', () => {
    const code = newPairingCode()
    const written = writePairingCode(code)
    expect(written).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){6}[0-9A-HJKMNP-TV-Z]{5}$/)
    expect(readPairingCode(written)).toEqual(code)
    expect(readPairingCode(` ${written.toLowerCase().replaceAll('-', ' ')}`)).toEqual(code)
    expect(readPairingCode(written.replaceAll('0', 'O').replaceAll('1', 'l'))).toEqual(code)
  })

  it('carries at least 128 bits of secret', () => {
    expect(newPairingCode().secret.length * 5).toBeGreaterThanOrEqual(128)
  })

  it('tells a slip of the pen from a wrong code', () => {
    const written = writePairingCode(newPairingCode())
    const slipped = (written[8] === 'A' ? 'B' : 'A') + written.slice(9)
    expect(() => readPairingCode(written.slice(0, 8) + slipped)).toThrow(/checksum/)
    expect(() => readPairingCode('ABCDE')).toThrow(/35 letters/)
    expect(() => readPairingCode(`${written.slice(0, -1)}U`)).toThrow(/35 letters/)
  })
})

describe('the proof of a code (FLT-02)', () => {
  const said: Handshake = {
    pairingId: '0d4d2c3e-0000-4000-8000-000000000000',
    hello: {
      protocol: 1,
      product: '1',
      codeId: 'ABCDE',
      publicKey: newLinkKey().publicKey,
      nonce: 'c',
      url: 'https://mssp.example/mssp',
      tenantUrl: 'https://acme.example/acme',
      name: 'MSSP',
      mode: 'direct',
    },
    publicKey: newLinkKey().publicKey,
    nonce: 't',
    name: 'Acme',
  }

  it('differs when either key was replaced on the way, and between the sides', () => {
    const proof = pairingProofOf('console', 'secret', said)
    const middle = newLinkKey().publicKey
    expect(pairingProofOf('console', 'secret', { ...said, publicKey: middle })).not.toBe(proof)
    expect(pairingProofOf('console', 'secret', { ...said, hello: { ...said.hello, publicKey: middle } })).not.toBe(
      proof,
    )
    expect(pairingProofOf('tenant', 'secret', said)).not.toBe(proof)
    expect(pairingProofOf('console', 'other', said)).not.toBe(proof)
  })
})

describe('the address of a peer (FLT-04)', () => {
  it('is https, or http on this machine', () => {
    expect(readPeerAddress('https://soc.example/acme/')).toBe('https://soc.example/acme')
    expect(readPeerAddress('http://127.0.0.1:8080/acme')).toBe('http://127.0.0.1:8080/acme')
    expect(readPeerAddress('http://localhost:8080/acme?x#y')).toBe('http://localhost:8080/acme')
    expect(() => readPeerAddress('http://soc.example/acme')).toThrow(/not encrypted/)
    expect(() => readPeerAddress('http://127.0.0.1.evil.example/acme')).toThrow(/not encrypted/)
    expect(() => readPeerAddress('https://soc.example/')).toThrow(/address of the instance/)
    expect(() => readPeerAddress('https://a:b@soc.example/acme')).toThrow(/password/)
  })
})
