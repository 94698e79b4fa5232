import { createHash } from 'node:crypto'
import { canonicalJson } from './canonical-json.ts'

/** The revision of a value (FLT-30): SHA-256 of its canonical JSON in UTF-8, as 64 hexadecimal digits. */
export function hashOf(value: unknown): string {
  return createHash('sha256').update(canonicalJson(value), 'utf8').digest('hex')
}
