import { describe, expect, it } from 'vitest'
import { readJson } from './read-json.ts'

describe('JSON of people (NOD-03, TST-04)', () => {
  it.each<[string, number, number]>([
    ['', 1, 1],
    ['{', 1, 2],
    ['{"a": 1,}', 1, 9],
    ['{"a" 1}', 1, 6],
    ["{'a': 1}", 1, 2],
    ['[1 2]', 1, 4],
    ['[\n  1,\n  oops\n]', 3, 3],
    ['{"a": [1, 2}\n', 1, 12],
    ['{"a": "b\n"}', 1, 7],
    ['{} x', 1, 4],
    ['{"a": 01}', 1, 7],
    ['[1,\r\n 2,,3]', 2, 4],
  ])('names the place of what does not fit in %j', (text, line, column) => {
    expect(readJson(text)).toEqual({ line, column })
  })

  it.each(['0', ' [] ', '{"a":{"b":[1.5e3,true,null,"\\u00e9\\n"]}}', '"é"'])('reads %j', (text) => {
    expect(readJson(text)).toEqual({ value: JSON.parse(text) })
  })
})
