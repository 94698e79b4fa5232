/** A span of time that a text of the query language means: `from` included, `to` not. */
export interface TimeSpan {
  from: Date
  to: Date
}

const unitMs: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 }

const absolute =
  /^(\d{4})-(\d{2})(?:-(\d{2})(?:[Tt](\d{2}):(\d{2})(?::(\d{2})(\.\d{1,6})?)?(Z|z|[+-]\d{2}:?\d{2})?)?)?$/

/**
 * Reads `now`, `today`, relative times (`-7d`, `+2h`; s, m, h, d, w) and ISO 8601 down to the precision given:
 * `2026-01-31` is the whole day, `2026-01` the month. Without an offset it is UTC. Null when it is no time.
 */
export function readTimeSpan(text: string, now: Date): TimeSpan | null {
  const word = text.toLowerCase()
  if (word === 'now') return instant(now.getTime())
  if (word === 'today') return span(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()), unitMs.d)
  const relative = /^([+-])(\d{1,6})([smhdw])$/.exec(word)
  if (relative) {
    const [, sign, count, unit] = relative
    return instant(now.getTime() + (sign === '-' ? -1 : 1) * Number(count) * (unitMs[unit ?? ''] ?? 0))
  }
  return readAbsolute(text)
}

function readAbsolute(text: string): TimeSpan | null {
  const match = absolute.exec(text)
  if (!match) return null
  const [, year, month, day, hour, minute, second, fraction, offset] = match
  const start = Date.UTC(Number(year), Number(month) - 1, Number(day ?? 1))
  const read = new Date(start)
  // A 31st of February rolls over to March and is no date.
  if (read.getUTCMonth() !== Number(month) - 1 || read.getUTCDate() !== Number(day ?? 1)) return null
  if (day === undefined) return { from: read, to: new Date(Date.UTC(Number(year), Number(month), 1)) }
  if (hour === undefined) return span(start, unitMs.d)
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second ?? 0) > 59) return null
  const milliseconds = Math.trunc(Number(`0${fraction ?? ''}`) * 1000)
  const local = start + Number(hour) * 3_600_000 + Number(minute) * 60_000 + Number(second ?? 0) * 1000 + milliseconds
  const precision = second === undefined ? unitMs.m : fraction === undefined ? 1000 : 1
  return span(local - offsetMs(offset), precision)
}

function offsetMs(offset: string | undefined): number {
  if (offset === undefined || offset.toUpperCase() === 'Z') return 0
  const digits = offset.replace(':', '')
  const minutes = Number(digits.slice(1, 3)) * 60 + Number(digits.slice(3, 5))
  return (digits.startsWith('-') ? -1 : 1) * minutes * 60_000
}

function span(start: number, length = 1): TimeSpan {
  return { from: new Date(start), to: new Date(start + length) }
}

function instant(at: number): TimeSpan {
  return span(at, 1)
}
