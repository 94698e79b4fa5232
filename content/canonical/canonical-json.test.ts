import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CanonicalError, canonicalJson } from './canonical-json.ts'
import { sameJson } from './equal.ts'
import { hashOf } from './hash.ts'

const json = fc.jsonValue({ maxDepth: 4, stringUnit: 'grapheme' }) as fc.Arbitrary<unknown>

describe('canonical JSON (FLT-30)', () => {
  it('writes the example of RFC 8785 as that document does', () => {
    const value = {
      numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"\u002f',
      literals: [null, true, false],
    }
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    )
  })

  it('sorts keys by UTF-16 code units, as RFC 8785 asks', () => {
    const value = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 }
    expect([...canonicalJson(value).matchAll(/:(\d)/g)].map((match) => match[1]).join('')).toBe('2467153')
  })

  it('keeps two spellings of one letter apart, and null apart from absent', () => {
    expect(canonicalJson('\u00e9')).not.toBe(canonicalJson('e\u0301'))
    expect(canonicalJson({ a: undefined, b: null })).toBe('{"b":null}')
    expect(sameJson({ a: null }, {})).toBe(false)
    expect(sameJson({ a: undefined }, {})).toBe(true)
    expect(canonicalJson(-0)).toBe('0')
  })

  it('names the place of what JSON cannot hold', () => {
    for (const value of [
      Number.NaN,
      Number.POSITIVE_INFINITY,
      undefined,
      new Date(0),
      () => 1,
      1n,
      '\ud800',
      Symbol('x'),
    ]) {
      expect(() => canonicalJson({ list: [{ bad: value === undefined ? [value] : value }] })).toThrow(CanonicalError)
      expect(() => canonicalJson({ list: [{ bad: [value] }] })).toThrow(/^\/list\/0\/bad\/0 /)
    }
    let deep: unknown = 1
    for (let level = 0; level < 10_000; level += 1) deep = [deep]
    expect(() => canonicalJson(deep)).toThrow(CanonicalError)
  })

  it('gives one text and one hash whatever the order of the keys, and reads back to the same value', () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = canonicalJson(value)
        const back: unknown = JSON.parse(text)
        expect(canonicalJson(reversed(value))).toBe(text)
        expect(hashOf(back)).toBe(hashOf(value))
        expect(canonicalJson(back)).toBe(text)
      }),
    )
  })

  it('says the same as the comparison', () => {
    fc.assert(
      fc.property(json, json, (a, b) => {
        expect(sameJson(a, b)).toBe(canonicalJson(a) === canonicalJson(b))
      }),
    )
  })
})

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, each]) => [key, reversed(each)]),
  )
}
