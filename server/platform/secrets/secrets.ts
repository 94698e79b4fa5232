import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const ALGORITHM = 'aes-256-gcm'
const FORMAT = 'v1'

/**
 * Seals secrets of one instance with AES-256-GCM. `place` names the row and column and is authenticated, so that a
 * sealed text moved elsewhere, or to another instance, does not open.
 */
export interface Secrets {
  seal(plain: string, place: string): string
  open(sealed: string, place: string): string
}

/** `key` has 32 bytes; `owner` is the instance id. */
export function createSecrets(key: Buffer, owner: string): Secrets {
  const associated = (place: string) => Buffer.from(`${owner}/${place}`)
  return {
    seal(plain, place) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv(ALGORITHM, key, nonce)
      cipher.setAAD(associated(place))
      const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return [
        FORMAT,
        nonce.toString('base64url'),
        cipher.getAuthTag().toString('base64url'),
        text.toString('base64url'),
      ].join('.')
    },
    open(sealed, place) {
      const [format, nonce, tag, text] = sealed.split('.')
      if (format !== FORMAT || !nonce || !tag || text === undefined) throw new Error(`Not a sealed secret: ${place}`)
      const decipher = createDecipheriv(ALGORITHM, key, Buffer.from(nonce, 'base64url'))
      decipher.setAAD(associated(place))
      decipher.setAuthTag(Buffer.from(tag, 'base64url'))
      return Buffer.concat([decipher.update(Buffer.from(text, 'base64url')), decipher.final()]).toString('utf8')
    },
  }
}
