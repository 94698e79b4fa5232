import type { Json } from '@tocsin/contracts/lists.ts'
import { FormatError } from '../format-error.ts'
import { decodeText } from './decode-text.ts'
import { type DocumentPath, type DocumentSource, describePath, type TextPosition } from './document-source.ts'
import { JsonScanner } from './json-scanner.ts'
import { unstorable } from './storable-text.ts'

const deepest = 200
const mostValues = 500_000

/** Reads JSON. Throws FormatError with line and column where it is not JSON, or holds what cannot be kept. */
export function parseJson(input: string | Uint8Array): DocumentSource {
  const text = decodeText(input)
  return jsonSource(parse(text), text)
}

/**
 * A value that is there already, as a document; positions are known where its text is. Throws FormatError when it is
 * nested deeper than 200 levels, has more than 500,000 values, or texts that cannot be kept.
 */
export function jsonSource(value: Json, text?: string): DocumentSource {
  const scanner = text === undefined ? null : new JsonScanner(text)
  const positionOf = (path: DocumentPath) =>
    scanner && text !== undefined ? positionAt(text, scanner.offsetOf(path)) : undefined
  checkValues(value, positionOf)
  return {
    value,
    positionOf,
    keysOf: (path) => {
      const found = path.reduce<unknown>((at, step) => Object(at)[step], value)
      return typeof found === 'object' && found !== null ? Object.keys(found) : []
    },
    textOf: () => undefined,
  }
}

/** A part of a document as a document of its own, whose positions are those in the whole. */
export function partOf(source: DocumentSource, at: DocumentPath, value: Json): DocumentSource {
  return {
    value,
    positionOf: (path) => source.positionOf([...at, ...path]),
    keysOf: (path) => source.keysOf([...at, ...path]),
    textOf: (path) => source.textOf([...at, ...path]),
  }
}

function parse(text: string): Json {
  try {
    return JSON.parse(text)
  } catch {
    const offset = new JsonScanner(text).firstFault()
    const { line, column } = positionAt(text, offset < 0 ? text.length : offset)
    const found = text.slice(offset, offset + 1)
    const message = found === '' ? 'It ends too early; it may be cut off.' : `“${found}” does not belong here.`
    throw new FormatError('unreadable_file', `The file is not valid JSON in line ${line}: ${message}`, [
      { line, column, message },
    ])
  }
}

function positionAt(text: string, offset: number): TextPosition {
  const before = text.slice(0, offset)
  return { line: before.split('\n').length, column: before.length - before.lastIndexOf('\n') }
}

type PositionOf = (path: DocumentPath) => TextPosition | undefined

/** A value with the way to it, which is spelled out only when there is something to say. */
interface Placed {
  value: Json
  key: string | number
  within: Placed | null
}

function checkValues(root: Json, positionOf: PositionOf): void {
  let level: Placed[] = [{ value: root, key: '', within: null }]
  let values = 0
  for (let depth = 0; level.length > 0; depth += 1) {
    values += level.length
    if (depth > deepest) throw new FormatError('unreadable_file', `The file is nested deeper than ${deepest} levels.`)
    if (values > mostValues) throw new FormatError('too_large', `The file has more than ${mostValues} values.`)
    level = level.flatMap((placed): Placed[] => {
      const { value } = placed
      if (typeof value === 'string') refuseUnstorable(value, placed, positionOf)
      if (typeof value !== 'object' || value === null) return []
      if (Array.isArray(value)) return value.map((inner, key) => ({ value: inner, key, within: placed }))
      return Object.entries(value).map(([key, inner]) => {
        refuseUnstorable(key, placed, positionOf)
        return { value: inner, key, within: placed }
      })
    })
  }
}

function refuseUnstorable(text: string, placed: Placed, positionOf: PositionOf): void {
  const message = unstorable(text)
  if (message === null) return
  const path = pathOf(placed)
  const position = positionOf(path)
  const where = position ? `line ${position.line}, ` : ''
  throw new FormatError('unreadable_file', `The file cannot be read: ${where}${describePath(path)}: ${message}`, [
    { path: describePath(path), ...position, message },
  ])
}

function pathOf(placed: Placed): DocumentPath {
  const path: (string | number)[] = []
  for (let at = placed; at.within; at = at.within) path.unshift(at.key)
  return path
}
