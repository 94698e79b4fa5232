import type { Json } from '@tocsin/contracts/lists.ts'
import { type Document, isAlias, isMap, isScalar, isSeq, type Scalar, type YAMLMap } from 'yaml'
import { type DocumentPath, describePath } from './document-source.ts'
import { unstorable } from './storable-text.ts'

const mostAliases = 100
const mostValues = 200_000
const deepest = 200
const plainTags = new Set(
  ['str', 'int', 'float', 'bool', 'null', 'map', 'seq'].map((tag) => `tag:yaml.org,2002:${tag}`),
)

interface Found {
  offset: number
  message: string
}

/** Turns the nodes of one document into plain values; what is refused is collected in `problems`. */
export class NodeReader {
  readonly problems: Found[] = []
  readonly warnings: Found[] = []
  private aliases = 0
  private values = 0
  private readonly open = new Set<unknown>()

  constructor(private readonly document: Document.Parsed) {}

  read(node: unknown, path: DocumentPath): Json {
    if (this.problems.length > 0) return null
    this.values += 1
    if (this.values > mostValues) return this.refuse(node, `It has more than ${mostValues} values.`)
    if (path.length > deepest) return this.refuse(node, `It is nested deeper than ${deepest} levels.`)
    if (isAlias(node)) return this.readAlias(node, path)
    if (isScalar(node)) return this.isPlain(node) ? this.readScalar(node) : null
    if (isMap(node)) return this.isPlain(node) ? this.readMap(node, path) : null
    if (isSeq(node))
      return this.isPlain(node) ? node.items.map((item, index) => this.read(item, [...path, index])) : null
    return null
  }

  private readScalar(scalar: Scalar): Json {
    const value = scalarValue(scalar)
    const bad = typeof value === 'string' ? unstorable(value) : null
    return bad === null ? value : this.refuse(scalar, bad)
  }

  private readAlias(alias: { source: string; resolve(document: Document.Parsed): unknown }, path: DocumentPath): Json {
    this.aliases += 1
    if (this.aliases > mostAliases) return this.refuse(alias, `It uses aliases more than ${mostAliases} times.`)
    const target = alias.resolve(this.document)
    if (target === undefined) return this.refuse(alias, `The anchor "${alias.source}" is not defined before its use.`)
    if (this.open.has(target)) return this.refuse(alias, `The alias "${alias.source}" contains itself.`)
    return this.inside(target, () => this.read(target, path))
  }

  private readMap(map: YAMLMap, path: DocumentPath): Json {
    return this.inside(map, () => {
      const entries = new Map<string, Json>()
      for (const { key, value } of map.items) {
        const name = keyText(key)
        const bad = unstorable(name ?? '')
        if (name === undefined) this.refuse(key ?? map, 'A key is not plain text.')
        else if (bad !== null) this.refuse(key, bad)
        else if (name === '<<')
          for (const [each, merged] of this.readMerge(value, path)) {
            if (!entries.has(each)) entries.set(each, merged)
          }
        else {
          if (entries.has(name))
            this.warn(key, `${describePath([...path, name])} stands there twice; the last one holds.`)
          entries.set(name, this.read(value, [...path, name]))
        }
      }
      return Object.fromEntries(entries)
    })
  }

  /** `<<: *defaults`: keys of another map that are not given here. */
  private readMerge(value: unknown, path: DocumentPath): [string, Json][] {
    const merged = this.read(value, path)
    const maps = Array.isArray(merged) ? merged : [merged]
    return maps.flatMap((map) =>
      typeof map === 'object' && map !== null && !Array.isArray(map) ? Object.entries(map) : [],
    )
  }

  private inside<Value>(node: unknown, read: () => Value): Value {
    this.open.add(node)
    const value = read()
    this.open.delete(node)
    return value
  }

  private isPlain(node: { tag?: string }): boolean {
    if (node.tag === undefined || node.tag === '!' || plainTags.has(node.tag)) return true
    this.refuse(node, `The tag ${node.tag} is not allowed; write a plain value.`)
    return false
  }

  private refuse(node: unknown, message: string): null {
    this.problems.push({ offset: offsetOf(node), message })
    return null
  }

  private warn(node: unknown, message: string): void {
    this.warnings.push({ offset: offsetOf(node), message })
  }
}

function scalarValue(scalar: Scalar): Json {
  const { value } = scalar
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value
  // What a JSON number cannot hold stays as it is written.
  const exact =
    typeof value === 'number' && Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))
  return exact ? value : (scalar.source ?? String(value))
}

/** A key as it is written: `1.0`, `true` and `no` are texts. Undefined for maps and lists as keys. */
export function keyText(key: unknown): string | undefined {
  if (key === null) return ''
  return isScalar(key) ? (key.source ?? String(key.value)) : undefined
}

function offsetOf(node: unknown): number {
  const known = isScalar(node) || isMap(node) || isSeq(node) || isAlias(node)
  return known ? (node.range?.[0] ?? 0) : 0
}
