import type { EntityType } from '@tocsin/contracts/entity.ts'
import { canonicalDomain } from './domain-name.ts'
import { canonicalAddress } from './ip-address.ts'

export interface FoundEntity {
  type: EntityType
  value: string
}

const LONGEST = 4000
const hashLengths = { md5: 32, sha1: 40, sha256: 64 } as const

/** Undoes what people do to make addresses harmless: `hxxp://evil[.]example`, `user[@]evil(.)example`. */
export function refang(text: string): string {
  return text
    .replace(/\bhxxp(s?)\b/gi, 'http$1')
    .replace(/\[:\/\/\]/g, '://')
    .replace(/\[:\]/g, ':')
    .replace(/\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)/gi, '.')
    .replace(/\[@\]|\(@\)|\[at\]/gi, '@')
}

/** The value in normal form (ENT-05), or null when it cannot be of this type. */
export function normaliseValue(type: EntityType, text: string): string | null {
  const value = text.trim().slice(0, LONGEST)
  if (value === '') return null
  switch (type) {
    case 'ip':
      return canonicalAddress(refang(value))
    case 'domain':
      return canonicalDomain(refang(value))
    case 'email':
      return canonicalEmail(refang(value))
    case 'url':
      return canonicalUrl(refang(value))
    case 'md5':
    case 'sha1':
    case 'sha256':
      return new RegExp(`^[0-9a-f]{${hashLengths[type]}}$`, 'i').test(value) ? value.toLowerCase() : null
    default:
      return value
  }
}

/** The type that a value as a whole has by its form; `artifact` when it has none. */
export function recogniseValue(text: string): FoundEntity {
  for (const type of ['ip', 'email', 'url', 'sha256', 'sha1', 'md5', 'domain'] as const) {
    const value = normaliseValue(type, text)
    if (value !== null) return { type, value }
  }
  return { type: 'artifact', value: text.trim().slice(0, LONGEST) }
}

/** Local parts keep their case, mail domains do not. */
function canonicalEmail(text: string): string | null {
  const match = /^([A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64})@([^@\s]+)$/.exec(text)
  const domain = match ? canonicalDomain(match[2] ?? '') : null
  return domain === null ? null : `${match?.[1]}@${domain}`
}

function canonicalUrl(text: string): string | null {
  if (!/^(https?|ftp):\/\//i.test(text) || !URL.canParse(text)) return null
  const url = new URL(text)
  return url.hostname === '' ? null : url.href
}
