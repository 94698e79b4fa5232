import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

/** OWASP's first choice for argon2id: 19 MiB, two passes. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export function hashPassword(password: string): Promise<string> {
  return hash(password, cost)
}

/** Costs the same time whether or not there is a user, so that answers do not tell. */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  if (stored === null) {
    await hash(password, cost)
    return false
  }
  return verify(stored, password)
}

/** A password for a person to type once, from characters that cannot be mistaken for each other. */
export function oneTimePassword(): string {
  const alphabet = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789'
  const groups = Array.from({ length: 4 }, () =>
    Array.from(randomBytes(5), (byte) => alphabet[byte % alphabet.length]).join(''),
  )
  return groups.join('-')
}
