import { describe, expect, it } from 'vitest'
import { readJson, readText } from './read-output.ts'

describe('output of a script (EXE-14)', () => {
  it.each([
    ['{"a": 1}\n', { a: 1 }],
    [' [] ', []],
    ['"text"', 'text'],
    ['null', null],
    ['12', 12],
  ])('reads %j', (text, output) => {
    expect(readJson(text)).toEqual({ output, isJson: true, warnings: [] })
  })

  it.each(['', 'hello', 'a {"b": 1}'])('keeps %j as text without a word', (text) => {
    expect(readJson(text)).toEqual({ output: null, isJson: false, warnings: [] })
  })

  it('says where something that looks like JSON breaks off', () => {
    const { isJson, warnings } = readJson('{"score": NaN}')
    expect(isJson).toBe(false)
    expect(warnings[0]).toMatch(/looks like JSON but is not: .*N/)
  })

  it('replaces what no database stores, and nothing else', () => {
    expect(readJson(String.raw`{"a\u0000": "\u0000 \ud800 \udfff \ud83d\ude00 \\u0000 \n"}`).output).toEqual({
      'a\uFFFD': '\uFFFD \uFFFD \uFFFD \u{1F600} \\u0000 \n',
    })
    expect(readText(Buffer.from('a\0b'), 'Output')).toMatchObject({
      text: 'a\uFFFDb',
      warnings: [expect.stringMatching(/NUL/)],
    })
  })

  it('does not take a real U+FFFD for a broken byte', () => {
    expect(readText(Buffer.from('\uFFFD'), 'Output').warnings).toEqual([])
    expect(readText(Buffer.from([0x61, 0xff]), 'Output')).toMatchObject({
      text: 'a\uFFFD',
      warnings: [expect.stringMatching(/not UTF-8/)],
    })
  })

  it('keeps what is nested too deep as text', () => {
    expect(readJson('['.repeat(100_000)).warnings[0]).toContain('nested deeper')
    expect(readJson(`${'['.repeat(150)}"[[["${']'.repeat(150)}`).isJson).toBe(true)
    expect(readJson(JSON.stringify('['.repeat(1000))).isJson).toBe(true)
  })
})
