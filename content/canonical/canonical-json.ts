import type { Json } from '@tocsin/contracts/lists.ts'

/** A value that has no canonical form; `path` is the JSON pointer of the place. */
export class CanonicalError extends Error {
  override readonly name = 'CanonicalError'
  constructor(
    readonly path: string,
    reason: string,
  ) {
    super(`${path === '' ? 'The value' : path} ${reason}`)
  }
}

const deepest = 500

/**
 * The one text of a JSON value (RFC 8785): keys by UTF-16 code units, numbers as ECMAScript writes them, no spaces.
 * Text is not normalised: two spellings of one letter are two values. An absent key (or one that holds undefined) and
 * a key that holds null are different. Throws CanonicalError for what JSON cannot hold: undefined in a list, NaN,
 * infinities, half of a surrogate pair, dates, functions, and nesting deeper than 500.
 */
export function canonicalJson(value: unknown): string {
  return write(value, '', 0)
}

function write(value: unknown, path: string, depth: number): string {
  if (depth > deepest) throw new CanonicalError(path, `is nested deeper than ${deepest} levels`)
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return writeText(value, path)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new CanonicalError(path, `is ${value}, which JSON cannot hold`)
    return JSON.stringify(value)
  }
  if (Array.isArray(value)) {
    // Array.from also visits the holes of a sparse list.
    return `[${Array.from(value, (item, index) => write(item, `${path}/${index}`, depth + 1)).join(',')}]`
  }
  if (isRecord(value)) {
    const keys = Object.keys(value)
      .filter((key) => value[key] !== undefined)
      .sort()
    return `{${keys.map((key) => `${writeText(key, path)}:${write(value[key], `${path}/${key}`, depth + 1)}`).join(',')}}`
  }
  throw new CanonicalError(path, `is of type ${typeof value}, which JSON cannot hold`)
}

function writeText(text: string, path: string): string {
  if (/\p{Surrogate}/u.test(text)) throw new CanonicalError(path, 'holds half of a surrogate pair')
  return JSON.stringify(text)
}

/** A plain object: made by a literal, by JSON.parse or without a prototype. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || prototype === Object.prototype
}

export function isJsonObject(value: Json | undefined): value is { [key: string]: Json } {
  return isRecord(value)
}
