import type { ErrorDetail } from '@tocsin/contracts/errors.ts'
import { type Document, isAlias, isCollection, isMap, isScalar, LineCounter, parseDocument } from 'yaml'
import { FormatError } from '../format-error.ts'
import { decodeText } from './decode-text.ts'
import type { DocumentPath, DocumentSource, TextPosition } from './document-source.ts'
import { keyText, NodeReader } from './read-yaml-node.ts'

/** A YAML document and what should be known about it. */
export interface YamlFile extends DocumentSource {
  warnings: string[]
}

/**
 * Reads one YAML document. Keys become text as they are written, dates stay text, duplicate keys are reported and the
 * last one holds. Refused: tags other than the plain ones, more than 100 uses of aliases, more than 200,000 values.
 * Throws FormatError with line and column of everything that is wrong (OIF-16).
 */
export function parseYaml(input: string | Uint8Array): YamlFile {
  const lines = new LineCounter()
  const document = compose(decodeText(input), lines)
  const positionAt = (offset: number): TextPosition => {
    const { line, col } = lines.linePos(offset)
    return { line: Math.max(1, line), column: Math.max(1, col) }
  }
  if (document.errors.length > 0) {
    throw notYaml(
      document.errors.map(({ pos, code, message }) => ({
        ...positionAt(pos[0]),
        message: code === 'RESOURCE_EXHAUSTION' ? 'It is nested too deeply.' : message,
      })),
    )
  }
  const reader = new NodeReader(document)
  const value = reader.read(document.contents, [])
  if (reader.problems.length > 0) {
    throw notYaml(reader.problems.map(({ offset, message }) => ({ ...positionAt(offset), message })))
  }
  return {
    value,
    warnings: reader.warnings.map(({ offset, message }) => `Line ${positionAt(offset).line}: ${message}`),
    positionOf: (path) => {
      const offset = offsetOf(document, path)
      return offset === undefined ? undefined : positionAt(offset)
    },
    keysOf: (path) => {
      const node = nodeAt(document, path)
      return isMap(node) ? [...new Set(node.items.map(({ key }) => keyText(key) ?? ''))] : []
    },
    textOf: (path) => {
      const node = nodeAt(document, path)
      return isScalar(node) ? node.source : undefined
    },
  }
}

function compose(text: string, lineCounter: LineCounter): Document.Parsed {
  const options = {
    lineCounter,
    prettyErrors: false,
    uniqueKeys: false,
    logLevel: 'error',
    resolveKnownTags: false,
  } as const
  try {
    return parseDocument(text, { ...options, schema: 'core' })
  } catch {
    // The parser recurses; what is nested thousands of levels deep ends its stack.
    throw notYaml([{ message: 'It is nested too deeply.' }])
  }
}

function notYaml(details: ErrorDetail[]): FormatError {
  const [first] = details
  const where = first?.line === undefined ? '' : ` in line ${first.line}`
  return new FormatError(
    'unreadable_file',
    `The file is not valid YAML${where}: ${first?.message}`,
    details.slice(0, 20),
  )
}

function nodeAt(document: Document.Parsed, path: DocumentPath): unknown {
  let node: unknown = document.contents
  for (const step of path) node = stepInto(document, node, step)
  return isAlias(node) ? node.resolve(document) : node
}

function offsetOf(document: Document.Parsed, path: DocumentPath): number | undefined {
  let node: unknown = document.contents
  let offset = startOf(node)
  for (const step of path) {
    node = stepInto(document, node, step)
    offset = startOf(node) ?? offset
  }
  return offset
}

function stepInto(document: Document.Parsed, from: unknown, step: string | number): unknown {
  const node = isAlias(from) ? from.resolve(document) : from
  if (isMap(node)) return node.items.findLast(({ key }) => keyText(key) === String(step))?.value
  return isCollection(node) ? node.items[Number(step)] : undefined
}

function startOf(node: unknown): number | undefined {
  return isScalar(node) || isCollection(node) || isAlias(node) ? node.range?.[0] : undefined
}
