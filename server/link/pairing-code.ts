import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { Failure } from '../platform/index.ts'

/** Crockford's alphabet: no I, L, O and U, so that a code can be read aloud. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const ID_LENGTH = 5
/** 26 letters of 5 bits: 130 bits nobody can guess. */
const SECRET_LENGTH = 26
const CHECK_LENGTH = 4
const GROUP = 5

export interface PairingCode {
  /** Public part: tells the tenant which code is meant. */
  id: string
  /** Never leaves either side; both prove that they know it (FLT-02). */
  secret: string
}

export function newPairingCode(): PairingCode {
  return { id: letters(ID_LENGTH), secret: letters(SECRET_LENGTH) }
}

/** The code as a person sees it: seven groups of five (FLT-01). */
export function writePairingCode({ id, secret }: PairingCode): string {
  const whole = id + secret + check(id + secret)
  return whole.match(new RegExp(`.{${GROUP}}`, 'g'))?.join('-') ?? whole
}

/** Reads a code as a person typed it; a slip is told from a wrong code by the checksum. */
export function readPairingCode(typed: string): PairingCode {
  const plain = typed.toUpperCase().replaceAll('O', '0').replaceAll(/[IL]/g, '1').replaceAll(/[\s-]/g, '')
  const length = ID_LENGTH + SECRET_LENGTH
  const body = plain.slice(0, length)
  if (plain.length !== length + CHECK_LENGTH || [...plain].some((letter) => !ALPHABET.includes(letter))) {
    throw wrongCode(`A pairing code has ${length + CHECK_LENGTH} letters and digits in groups of five.`)
  }
  if (plain.slice(length) !== check(body)) {
    throw wrongCode('The pairing code has a slip in it: its checksum does not fit. Copy it again.')
  }
  return { id: body.slice(0, ID_LENGTH), secret: body.slice(ID_LENGTH) }
}

/** Compares two proofs without telling by the time taken where they differ. */
export function sameProof(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(one), digest(other))
}

function wrongCode(message: string): Failure {
  return new Failure('invalid_input', message, [{ path: 'code', message }])
}

function letters(count: number): string {
  return Array.from(randomBytes(count), (byte) => ALPHABET[byte & 31]).join('')
}

function check(body: string): string {
  const digest = createHash('sha256').update(`tocsin-pairing-code/${body}`).digest()
  return Array.from(digest.subarray(0, CHECK_LENGTH), (byte) => ALPHABET[byte & 31]).join('')
}
