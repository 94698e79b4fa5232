import { type Comparison, QueryError, type QueryValue } from './ast.ts'

export interface Operator {
  symbol: Comparison
  end: number
}

/** The offset of the next character that is not white space. */
export function skipSpace(text: string, from: number): number {
  let at = from
  while (at < text.length && /\s/.test(text[at] ?? '')) at += 1
  return at
}

/** The comparison that begins here, or null. `:` and `==` are other ways to write `=`. */
export function scanOperator(text: string, at: number): Operator | null {
  const pair = text.slice(at, at + 2)
  if (pair === '!=' || pair === '>=' || pair === '<=' || pair === '!~') return { symbol: pair, end: at + 2 }
  if (pair === '==') return { symbol: '=', end: at + 2 }
  const single = text[at]
  if (single === ':' || single === '=') return { symbol: '=', end: at + 1 }
  if (single === '>' || single === '<' || single === '~') return { symbol: single, end: at + 1 }
  return null
}

/** A name or bare word, or a quoted text: ends at white space, a parenthesis, a quote or an operator. Null when none begins here. */
export function scanWord(text: string, at: number): QueryValue | null {
  if (text[at] === '"') return scanQuoted(text, at)
  let end = at
  while (end < text.length && !/[\s()"]/.test(text[end] ?? '') && !scanOperator(text, end)) end += 1
  return end === at ? null : { text: text.slice(at, end), quoted: false, start: at, end }
}

/** A value behind an operator: also `2001:db8::1` and `https://…`; ends at white space or `)`, in a list at `,` too. */
export function scanValue(text: string, at: number, inList: boolean): QueryValue | null {
  if (text[at] === '"') return scanQuoted(text, at)
  let end = at
  while (end < text.length && !/[\s()"]/.test(text[end] ?? '') && !(inList && text[end] === ',')) end += 1
  return end === at ? null : { text: text.slice(at, end), quoted: false, start: at, end }
}

function scanQuoted(text: string, start: number): QueryValue {
  let value = ''
  for (let at = start + 1; at < text.length; at += 1) {
    const character = text[at]
    if (character === '"') return { text: value, quoted: true, start, end: at + 1 }
    if (character === '\\' && at + 1 < text.length) at += 1
    value += text[at]
  }
  throw new QueryError('This quote is not closed. Add a " at the end of the text.', start, text.length - start)
}
