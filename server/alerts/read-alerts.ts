import { Failure } from '../platform/index.ts'

/** One alert out of a request or file. */
export interface ReadAlert {
  /** Line of the body, or position in an array, from 1. */
  line: number
  value: Record<string, unknown>
  /** As it was written, on one line; null where only the parsed value is left. */
  text: string | null
}

export interface ReadAlerts {
  alerts: ReadAlert[]
  malformed: { line: number; message: string }[]
}

const LARGEST = 1024 * 1024
const DEEPEST = 100

/** Reads the body of a request: parsed JSON, or bytes that are JSON or NDJSON. Throws `invalid_input` for nothing at all. */
export function readAlerts(body: unknown): ReadAlerts {
  if (!Buffer.isBuffer(body)) return readParsed(body)
  const text = new TextDecoder('utf-8').decode(body)
  const trimmed = text.trim()
  if (trimmed === '') throw new Failure('invalid_input', 'The body is empty. Send an alert object, an array or NDJSON.')
  // A body without newline or one that opens an array is JSON; everything else is taken line by line.
  if (trimmed.startsWith('[') || isSpread(trimmed)) {
    try {
      return readParsed(JSON.parse(trimmed))
    } catch {
      return readLines(text.split('\n'), 1)
    }
  }
  return readLines(text.split('\n'), 1)
}

/** Reads lines of NDJSON; `first` is the number of the first one. Empty lines are passed over. */
export function readLines(lines: readonly string[], first: number): ReadAlerts {
  const read: ReadAlerts = { alerts: [], malformed: [] }
  for (const [index, line] of lines.entries()) {
    const text = line.trim()
    if (text !== '') readLine(read, text, first + index)
  }
  return read
}

function readLine(read: ReadAlerts, text: string, line: number): void {
  try {
    take(read, JSON.parse(text), line, text)
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    read.malformed.push({ line, message: `is not JSON: ${message.slice(0, 300)}` })
  }
}

function readParsed(value: unknown): ReadAlerts {
  const read: ReadAlerts = { alerts: [], malformed: [] }
  const items = Array.isArray(value) ? value : [value]
  for (const [index, item] of items.entries()) take(read, item, index + 1, null)
  return read
}

function take(read: ReadAlerts, value: unknown, line: number, text: string | null): void {
  const problem = problemOf(value, text)
  if (problem !== null) read.malformed.push({ line, message: problem })
  else read.alerts.push({ line, value: value as Record<string, unknown>, text })
}

function problemOf(value: unknown, text: string | null): string | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'is not an object'
  if (isDeeper(value, DEEPEST)) return `is nested deeper than ${DEEPEST} levels`
  if ((text ?? JSON.stringify(value)).length > LARGEST) return 'is larger than 1 MiB'
  return null
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((item) => isDeeper(item, levels - 1))
}

/** A single object written over several lines. */
function isSpread(text: string): boolean {
  return /^\{\s*(\n|$)/.test(text)
}
