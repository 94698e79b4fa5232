import type { Json } from '@tocsin/contracts/lists.ts'
import { FormatError } from '../format-error.ts'
import { decodeText } from './decode-text.ts'
import type { DocumentSource } from './document-source.ts'

const deepest = 200

/** Reads JSON; positions inside are not known. Throws FormatError with line and column where it is not JSON. */
export function parseJson(input: string | Uint8Array): DocumentSource {
  const text = decodeText(input)
  return jsonSource(parse(text))
}

/** A value that is there already, as a document. Throws FormatError when it is nested deeper than 200 levels. */
export function jsonSource(value: Json): DocumentSource {
  refuseDeep(value)
  return {
    value,
    positionOf: () => undefined,
    keysOf: (path) => {
      const found = path.reduce<unknown>((at, step) => Object(at)[step], value)
      return typeof found === 'object' && found !== null ? Object.keys(found) : []
    },
    textOf: () => undefined,
  }
}

function parse(text: string): Json {
  try {
    return JSON.parse(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const offset = /at position (\d+)/.exec(reason)?.[1]
    const before = offset === undefined ? text : text.slice(0, Number(offset))
    const line = before.split('\n').length
    const column = before.length - before.lastIndexOf('\n')
    throw new FormatError('unreadable_file', `The file is not valid JSON in line ${line}.`, [
      { line, column, message: reason.replace(/ in JSON at position \d+.*$/s, '') },
    ])
  }
}

function refuseDeep(root: Json): void {
  let level: Json[] = [root]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepest) {
      throw new FormatError('unreadable_file', `The file is nested deeper than ${deepest} levels.`)
    }
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []))
  }
}
