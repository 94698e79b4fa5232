import { createHash } from 'node:crypto'
import type { Path } from '@tocsin/engine'
import { valuesAt } from '../automation-rules/index.ts'
import type { ReadAlert } from './read-alerts.ts'

const longNumber = /([[:,]\s*)(-?\d{16,})(?=\s*[,}\]])/g

/**
 * The digest under which an alert is the same as another of its source (NEW-19): of the values at the key paths, or of
 * the whole alert where the source names none or the alert has none of them. The order of keys does not matter.
 */
export function alertKey(paths: readonly Path[], alert: ReadAlert): Buffer {
  const value = exact(alert)
  const values = paths.map((path) => valuesAt(path, value))
  const whole = values.every((each) => each.length === 0)
  return createHash('sha256')
    .update(canonical(whole ? ['whole', value] : ['key', values]))
    .digest()
}

/** Identifiers of 64 bits do not fit a JavaScript number: two that differ in the last digit must stay two alerts. */
function exact(alert: ReadAlert): unknown {
  if (alert.text === null || !longNumber.test(alert.text)) return alert.value
  longNumber.lastIndex = 0
  try {
    return JSON.parse(alert.text.replace(longNumber, '$1"$2"'))
  } catch {
    return alert.value
  }
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const record = value as Record<string, unknown>
  const pairs = Object.keys(record)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(record[key])}`)
  return `{${pairs.join(',')}}`
}
