import type { Json } from '@tocsin/contracts/lists.ts'

export interface JsonLine {
  /** Place in the document, such as `$.items[3].name`; unique for opening lines. */
  path: string
  depth: number
  key: string | null
  /** What is shown after the key. */
  text: string
  kind: 'string' | 'number' | 'word' | 'open' | 'close' | 'folded'
  /** A comma follows. */
  comma: boolean
}

/** The pretty-printed lines of a value; objects and lists whose path is in `folded` take one line. */
export function jsonLines(value: Json, folded: ReadonlySet<string> = new Set()): JsonLine[] {
  const lines: JsonLine[] = []
  const visit = (current: Json, path: string, depth: number, key: string | null, comma: boolean) => {
    if (current === null || typeof current !== 'object') {
      const kind = typeof current === 'string' ? 'string' : typeof current === 'number' ? 'number' : 'word'
      lines.push({ path, depth, key, text: JSON.stringify(current), kind, comma })
      return
    }
    const isList = Array.isArray(current)
    const entries: [string, Json][] = isList
      ? current.map((one, index) => [String(index), one])
      : Object.entries(current)
    const [open, close] = isList ? ['[', ']'] : ['{', '}']
    if (entries.length === 0 || folded.has(path)) {
      const text = entries.length === 0 ? open + close : `${open} ${entries.length} ${close}`
      lines.push({ path, depth, key, text, kind: entries.length === 0 ? 'word' : 'folded', comma })
      return
    }
    lines.push({ path, depth, key, text: open, kind: 'open', comma: false })
    entries.forEach(([name, one], index) => {
      const below = isList
        ? `${path}[${name}]`
        : /^[\w$]+$/.test(name)
          ? `${path}.${name}`
          : `${path}[${JSON.stringify(name)}]`
      visit(one, below, depth + 1, isList ? null : name, index < entries.length - 1)
    })
    lines.push({ path: `${path} ${close}`, depth, key: null, text: close, kind: 'close', comma })
  }
  visit(value, '$', 0, null, false)
  return lines
}

/** Lines whose key or value contains the text, in order. */
export function matchingLines(lines: JsonLine[], text: string): number[] {
  const wanted = text.toLowerCase()
  if (!wanted) return []
  return lines.flatMap((line, index) =>
    line.kind !== 'close' && `${line.key ?? ''} ${line.text}`.toLowerCase().includes(wanted) ? [index] : [],
  )
}
