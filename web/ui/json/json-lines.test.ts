import type { Json } from '@tocsin/contracts/lists.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonLines, matchingLines } from './json-lines.ts'

const asText = (value: Json) =>
  jsonLines(value)
    .map(
      ({ depth, key, text, comma }) =>
        '  '.repeat(depth) + (key === null ? '' : `${JSON.stringify(key)}: `) + text + (comma ? ',' : ''),
    )
    .join('\n')

describe('lines of a JSON value (GEN-19)', () => {
  it('read as the value again, whatever it is', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(asText(value as Json))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  it('fold to one line that tells how many are inside', () => {
    const lines = jsonLines({ a: [1, 2], b: 1 }, new Set(['$.a']))
    expect(lines.map(({ key, text }) => [key, text])).toEqual([
      [null, '{'],
      ['a', '[ 2 ]'],
      ['b', '1'],
      [null, '}'],
    ])
  })

  it('are found by key and by value, whatever the case', () => {
    const lines = jsonLines({ sourceIp: '10.0.0.7', note: 'see SOURCE' })
    expect(matchingLines(lines, 'source')).toEqual([1, 2])
    expect(matchingLines(lines, '')).toEqual([])
  })
})
