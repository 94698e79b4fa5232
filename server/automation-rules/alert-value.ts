import { evaluatePath, type Path, PathError, parsePath, toText } from '@tocsin/engine'
import { Failure } from '../platform/index.ts'

/** Reads a path that somebody wrote. Throws `invalid_input` naming the place in the request and the position in the path. */
export function readPath(text: string, where: string): Path {
  try {
    return parsePath(text)
  } catch (error) {
    if (!(error instanceof PathError)) throw error
    const message = `${error.message} (character ${error.position + 1} of "${text}")`
    throw new Failure('invalid_input', `A path cannot be read: ${message}.`, [{ path: where, message }])
  }
}

/** The values that a path finds in an alert, lists flattened, missing ones left out. */
export function valuesAt(path: Path, alert: unknown): unknown[] {
  const value = evaluatePath(path, alert)
  return value === undefined ? [] : Array.isArray(value) ? value.flat(5) : [value]
}

/** Text that PostgreSQL can store: alerts may hold NUL characters and broken surrogates. */
export function storableText(value: unknown): string {
  return toText(value).replace(/\0|\p{Surrogate}/gu, '\ufffd')
}

/** The same for a whole value. */
export function storable(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value)
  if (Array.isArray(value)) return value.map(storable)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [storableText(key), storable(item)]))
}

/**
 * The moment that an alert's time means: ISO 8601 also with `-0600` and without zone (then UTC), or seconds, milliseconds
 * or microseconds since 1970. Null for anything else.
 */
export function readMoment(value: unknown): Date | null {
  if (typeof value === 'number' || (typeof value === 'string' && /^\d{9,16}(\.\d+)?$/.test(value))) {
    const count = Number(value)
    if (count < 1e8) return null
    return valid(new Date(count < 1e11 ? count * 1000 : count < 1e14 ? count : count / 1000))
  }
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d/.test(value)) return null
  const text = value
    .trim()
    .replace(' ', 'T')
    .replace(/(\.\d{3})\d+/, '$1')
    .replace(/([+-]\d\d)(\d\d)$/, '$1:$2')
  return valid(new Date(/T/.test(text) && !/(Z|[+-]\d\d:\d\d)$/i.test(text) ? `${text}Z` : text))
}

function valid(date: Date): Date | null {
  const year = date.getUTCFullYear()
  return Number.isNaN(date.getTime()) || year < 1970 || year > 9999 ? null : date
}
