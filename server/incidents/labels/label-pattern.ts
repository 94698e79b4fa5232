import { labelTokens } from '@tocsin/contracts/label.ts'
import { Failure } from '../../platform/index.ts'

/** A piece of a pattern: fixed text, or a token by name with its number. */
type Piece = { text: string } | { token: string; number: number }

export interface LabelSource {
  now: Date
  /** The next value of a counter: `from` at first, then one more each time. */
  count(counter: string, from: number): Promise<number> | number
  /** A whole number from 0 to below `limit`. */
  random(limit: number): number
}

const token = /\[=([A-Z]+\d?)(?::(\d{1,15}))?\]/g
const known = new Set([
  'DAY',
  'MONTH',
  'YEAR',
  'ROMANMONTH',
  'COUNTER',
  'COUNTERFROM',
  'COUNTERYEAR',
  'COUNTERDAY',
  'RANDOM6',
])
const romanMonths = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII']

/** Splits a pattern (LBL-03). Throws `invalid_input` for a token that does not exist. */
export function readPattern(pattern: string): Piece[] {
  const pieces: Piece[] = []
  let end = 0
  for (const match of pattern.matchAll(token)) {
    const [whole, name = '', number] = match
    if (!known.has(name) || (name === 'COUNTERFROM') !== (number !== undefined)) throw unknownToken(whole)
    if (match.index > end) pieces.push({ text: pattern.slice(end, match.index) })
    pieces.push({ token: name, number: Number(number ?? 1) })
    end = match.index + whole.length
  }
  if (end < pattern.length) pieces.push({ text: pattern.slice(end) })
  for (const piece of pieces) {
    const broken = 'text' in piece ? /\[=[^\]]*\]?/.exec(piece.text) : null
    if (broken) throw unknownToken(broken[0])
  }
  return pieces
}

/** The text that a pattern gives at a moment (LBL-02, LBL-04). Days and years are those of UTC. */
export async function fillPattern(pattern: string, source: LabelSource): Promise<string> {
  let text = ''
  for (const piece of readPattern(pattern)) {
    text += 'text' in piece ? piece.text : await fillToken(piece.token, piece.number, source)
  }
  return text
}

/** True when the same pattern can give another text the next time. */
export function varies(pattern: string): boolean {
  return readPattern(pattern).some((piece) => 'token' in piece && /^(COUNTER|RANDOM)/.test(piece.token))
}

async function fillToken(name: string, number: number, { now, count, random }: LabelSource): Promise<string> {
  const day = now.toISOString().slice(0, 10)
  switch (name) {
    case 'DAY':
      return String(now.getUTCDate())
    case 'MONTH':
      return String(now.getUTCMonth() + 1)
    case 'YEAR':
      return String(now.getUTCFullYear())
    case 'ROMANMONTH':
      return romanMonths[now.getUTCMonth()] ?? ''
    case 'COUNTER':
      return String(await count('all', 1))
    case 'COUNTERFROM':
      return String(await count(`from ${number}`, number))
    case 'COUNTERYEAR':
      return String(await count(`year ${day.slice(0, 4)}`, 1))
    case 'COUNTERDAY':
      return String(await count(`day ${day}`, 1))
    default:
      return String(random(1_000_000)).padStart(6, '0')
  }
}

function unknownToken(text: string): Failure {
  return new Failure(
    'invalid_input',
    `"${text}" is no part of a label. There are ${Object.keys(labelTokens).join(' ')}.`,
    [{ path: 'pattern', message: `does not know ${text}` }],
  )
}
