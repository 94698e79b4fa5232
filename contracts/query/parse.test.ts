import { describe, expect, it } from 'vitest'
import { parseQuery, printQuery, type Query, QueryError, readTimeSpan } from './index.ts'

const names = new Set(['status', 'name', 'restriction', 'opt_3', 'type', 'owner', 'openingtime', 'incident id', 'id'])
const isField = (name: string) => names.has(name.toLowerCase())
const parse = (text: string) => parseQuery(text, isField)

/** The tree without places, to compare. */
function bare(query: Query | null): unknown {
  if (query === null) return null
  switch (query.kind) {
    case 'and':
    case 'or':
      return [query.kind, ...query.parts.map(bare)]
    case 'not':
      return ['not', bare(query.part)]
    case 'compare':
      return [query.field.name, query.operator, query.value.text]
    case 'in':
      return [query.field.name, query.negated ? 'not in' : 'in', query.values.map((value) => value.text)]
    case 'empty':
      return [query.field.name, query.negated ? 'not empty' : 'empty']
    case 'text':
      return ['text', query.value.text]
  }
}

describe('the query language', () => {
  it.each<[string, unknown]>([
    ['', null],
    ['   ', null],
    ['status = Open', ['status', '=', 'Open']],
    ['status:Open', ['status', '=', 'Open']],
    ['Incident ID: 123', ['Incident ID', '=', '123']],
    ['"Incident ID":123', ['Incident ID', '=', '123']],
    ['Name:"Phishing mail"', ['Name', '=', 'Phishing mail']],
    ['opt_3 ~ "a \\"b\\" \\\\c"', ['opt_3', '~', 'a "b" \\c']],
    ['name:2001:db8::1', ['name', '=', '2001:db8::1']],
    ['name = https://evil.example/a?b=c', ['name', '=', 'https://evil.example/a?b=c']],
    ['status IN (Open, "In progress" ,New)', ['status', 'in', ['Open', 'In progress', 'New']]],
    ['status not in (Open)', ['status', 'not in', ['Open']]],
    ['owner IS EMPTY', ['owner', 'empty']],
    ['owner is not empty', ['owner', 'not empty']],
    ['openingtime >= -7d', ['openingtime', '>=', '-7d']],
    ['phishing', ['text', 'phishing']],
    ['phishing mail', ['and', ['text', 'phishing'], ['text', 'mail']]],
    ['phishing status != Open', ['and', ['text', 'phishing'], ['status', '!=', 'Open']]],
    ['big Incident ID: 1', ['and', ['text', 'big'], ['Incident ID', '=', '1']]],
    [
      'status=Open OR status=New AND NOT type=Malware',
      ['or', ['status', '=', 'Open'], ['and', ['status', '=', 'New'], ['not', ['type', '=', 'Malware']]]],
    ],
    [
      '(status=Open or status=New) type=Malware',
      ['and', ['or', ['status', '=', 'Open'], ['status', '=', 'New']], ['type', '=', 'Malware']],
    ],
    ['not not owner is empty', ['not', ['not', ['owner', 'empty']]]],
    ['type in malware', ['and', ['text', 'type'], ['text', 'in'], ['text', 'malware']]],
    ['order android nothing', ['and', ['text', 'order'], ['text', 'android'], ['text', 'nothing']]],
    ['"AND"', ['text', 'AND']],
  ])('reads %s (INC-22, INC-23)', (text, tree) => {
    expect(bare(parse(text))).toEqual(tree)
  })

  it.each<[string, number, RegExp]>([
    ['status =', 8, /value is missing/],
    ['status = AND type=x', 9, /value is missing/],
    ['= Open', 0, /field is missing/],
    ['severty: High', 0, /no field "severty"/],
    ['name:x AND nope > 3', 11, /no field "nope"/],
    ['(status=Open', 0, /not closed/],
    ['status=Open)', 11, /never opened/],
    ['name:"abc', 5, /not closed/],
    ['status IN (Open New)', 16, /comma/],
    ['status IN ()', 11, /value is missing/],
    ['status = (Open)', 9, /IN \(a, b\)/],
    ['status=Open AND', 15, /condition is missing/],
    ['AND status=Open', 0, /condition is missing/],
    ['NOT', 3, /condition is missing/],
    ['()', 1, /condition is missing/],
  ])('says where %s is wrong (INC-24)', (text, offset, message) => {
    let error: unknown
    try {
      parse(text)
    } catch (thrown) {
      error = thrown
    }
    expect(error).toBeInstanceOf(QueryError)
    expect(error).toMatchObject({ offset, message: expect.stringMatching(message) })
  })

  it('refuses nesting that would exhaust the stack', () => {
    expect(() => parse(`${'('.repeat(2000)}a${')'.repeat(2000)}`)).toThrow(/nested too deeply/)
    expect(() => parse(`${'NOT '.repeat(900)}a`)).toThrow(/nested too deeply/)
  })

  it('never fails otherwise than with a place inside of the text (INC-24)', () => {
    const pieces = [
      'status',
      ' ',
      '=',
      '(',
      ')',
      '"',
      'IN',
      'IS',
      'EMPTY',
      'NOT',
      'AND',
      'OR',
      ',',
      'x',
      '\\',
      '~',
      '!=',
      '-7d',
    ]
    let seed = 7
    const random = (below: number) => {
      seed = (seed * 1103515245 + 12345) % 2147483648
      return seed % below
    }
    for (let round = 0; round < 3000; round += 1) {
      const text = Array.from({ length: 1 + random(14) }, () => pieces[random(pieces.length)]).join(
        random(2) ? ' ' : '',
      )
      try {
        const query = parse(text)
        if (query) expect(bare(parse(printQuery(query)))).toEqual(bare(query))
      } catch (error) {
        if (!(error instanceof QueryError)) throw new Error(`${text}: ${error}`)
        expect(error.offset).toBeLessThanOrEqual(text.length)
      }
    }
  })
})

describe('times in queries', () => {
  const now = new Date('2026-03-10T12:00:00.000Z')
  const read = (text: string) => {
    const span = readTimeSpan(text, now)
    return span && [span.from.toISOString(), span.to.toISOString()]
  }

  it.each<[string, string, string]>([
    ['now', '2026-03-10T12:00:00.000Z', '2026-03-10T12:00:00.001Z'],
    ['-7d', '2026-03-03T12:00:00.000Z', '2026-03-03T12:00:00.001Z'],
    ['+90m', '2026-03-10T13:30:00.000Z', '2026-03-10T13:30:00.001Z'],
    ['today', '2026-03-10T00:00:00.000Z', '2026-03-11T00:00:00.000Z'],
    ['2026-01-31', '2026-01-31T00:00:00.000Z', '2026-02-01T00:00:00.000Z'],
    ['2026-12', '2026-12-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z'],
    ['2026-01-31T10:20', '2026-01-31T10:20:00.000Z', '2026-01-31T10:21:00.000Z'],
    ['2026-01-31T10:20:30+02:00', '2026-01-31T08:20:30.000Z', '2026-01-31T08:20:31.000Z'],
    ['2026-01-31T10:20:30.5Z', '2026-01-31T10:20:30.500Z', '2026-01-31T10:20:30.501Z'],
  ])('reads %s at its precision (INC-23)', (text, from, to) => {
    expect(read(text)).toEqual([from, to])
  })

  it.each([
    '2026-02-30',
    '2026-13-01',
    '7d',
    'yesterday-ish',
    '2026-01-01T25:00',
    '',
  ])('knows that %s is no time', (text) => {
    expect(read(text)).toBeNull()
  })
})
