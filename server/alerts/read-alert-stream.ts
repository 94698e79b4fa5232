import { Failure } from '../platform/index.ts'
import { type ReadAlerts, readAlerts, readLines } from './read-alerts.ts'

const LINES_AT_ONCE = 2000
const LARGEST_DOCUMENT = 256 * 1024 * 1024
const LONGEST_LINE = 8 * 1024 * 1024

/**
 * Reads NDJSON of any size in batches of lines, or one JSON document (an array, or an object over several lines) as a
 * whole. Line numbers count from 1 over the whole input.
 */
export async function* readAlertStream(input: AsyncIterable<Buffer>): AsyncIterable<ReadAlerts> {
  const decoder = new TextDecoder('utf-8')
  let rest = ''
  let line = 1
  let whole: boolean | null = null
  for await (const chunk of input) {
    rest += decoder.decode(chunk, { stream: true })
    whole ??= isDocument(rest)
    if (whole === null) continue
    if (whole) {
      if (rest.length > LARGEST_DOCUMENT) {
        throw new Failure(
          'too_large',
          'A JSON document has at most 256 MiB. Write one alert per line (NDJSON) instead.',
        )
      }
      continue
    }
    const lines = rest.split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > LONGEST_LINE) {
      throw new Failure('too_large', `Line ${line + lines.length} is longer than 8 MiB. Is this NDJSON?`)
    }
    for (let start = 0; start < lines.length; start += LINES_AT_ONCE) {
      yield readLines(lines.slice(start, start + LINES_AT_ONCE), line + start)
    }
    line += lines.length
  }
  rest += decoder.decode()
  if (rest.trim() === '') return
  yield whole === false ? readLines([rest], line) : readAlerts(Buffer.from(rest))
}

/** An array, or an object that goes on after its first line; null while that cannot be told. */
function isDocument(text: string): boolean | null {
  const start = text.trimStart()
  if (start.startsWith('[')) return true
  if (/^\{\s*\n/.test(start)) return true
  return /\n/.test(start) ? false : null
}
