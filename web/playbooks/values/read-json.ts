import type { Json } from '@tocsin/contracts/lists.ts'

export interface JsonFault {
  /** From 1. */
  line: number
  column: number
}

export type ReadJson = { value: Json } | JsonFault

/** JSON, or the place of the first character that does not fit; browsers do not all tell it. */
export function readJson(text: string): ReadJson {
  try {
    return { value: JSON.parse(text) as Json }
  } catch {
    const before = text.slice(0, firstFault(text)).split('\n')
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
  }
}

const space = /[ \t\n\r]*/y
const token =
  /("(?:[^"\\\p{Cc}]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w))|[[\]{},:]/uy

type Expected = 'value' | 'value or ]' | 'key' | 'key or }' | 'colon' | 'comma or end' | 'nothing'

function firstFault(text: string): number {
  const open: ('[' | '{')[] = []
  let expected: Expected = 'value'
  let at = 0
  for (;;) {
    space.lastIndex = at
    at += space.exec(text)?.[0].length ?? 0
    token.lastIndex = at
    const found = at < text.length ? token.exec(text) : null
    if (!found) return at
    const next = follow(expected, found[0], open)
    if (next === null) return at
    expected = next
    at += found[0].length
  }
}

/** What may come after a token, or null where it may not stand there. */
function follow(expected: Expected, text: string, open: ('[' | '{')[]): Expected | null {
  const after = (): Expected => (open.length === 0 ? 'nothing' : 'comma or end')
  const inside = open.at(-1)
  if (text === ']' || text === '}') {
    const mayEnd = expected === 'comma or end' || expected === (text === ']' ? 'value or ]' : 'key or }')
    if (!mayEnd || inside !== (text === ']' ? '[' : '{')) return null
    open.pop()
    return after()
  }
  if (text === ',') return expected === 'comma or end' ? (inside === '{' ? 'key' : 'value') : null
  if (text === ':') return expected === 'colon' ? 'value' : null
  if (expected === 'key' || expected === 'key or }') return text.startsWith('"') ? 'colon' : null
  if (expected !== 'value' && expected !== 'value or ]') return null
  if (text !== '[' && text !== '{') return after()
  open.push(text)
  return text === '[' ? 'value or ]' : 'key or }'
}
