const SECONDS: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 }

/** Ten years: what is longer is a mistake, and dates have an end. */
const LONGEST = 10 * 366 * 86_400

/** Seconds of `90`, `90s`, `15m`, `2h`, `1d`, also with a fraction; null where it cannot be read or is absurd. */
export function readDuration(value: unknown): number | null {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim().toLowerCase() : ''
  const read = /^(\d+(?:\.\d+)?)\s*([smhd]?)$/.exec(text)
  if (!read) return null
  const seconds = Number(read[1]) * (SECONDS[read[2] || 's'] ?? 1)
  return seconds <= LONGEST ? seconds : null
}

/** A moment from an ISO 8601 time, or from the seconds or milliseconds since 1970 that many services answer; else null. */
export function readTime(value: unknown): Date | null {
  if (typeof value === 'number' || (typeof value === 'string' && /^\d{9,13}$/.test(value.trim()))) {
    const number = Number(value)
    return new Date(number < 1e11 ? number * 1000 : number)
  }
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}/.test(value.trim())) return null
  // Without a zone it is UTC, wherever the program runs.
  const zoned = /\d[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/.test(value.trim()) ? `${value.trim()}Z` : value.trim()
  const at = new Date(zoned)
  return Number.isNaN(at.getTime()) ? null : at
}
