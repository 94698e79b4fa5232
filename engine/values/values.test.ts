import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  compare,
  type ExpandOptions,
  type Expression,
  evaluatePath,
  expandInputs,
  formatPlaceholder,
  holds,
  type Operator,
  PathError,
  parsePath,
  parsePlaceholder,
  parseTemplate,
  type Reference,
  renderTemplate,
  type ValueSource,
} from './index.ts'

const people = [
  { name: 'Ann', id: 1, tags: ['a', 'b'], friends: [{ name: 'Bo' }] },
  { name: 'Cy', id: 2, tags: ['b'], friends: [] },
]
const mail = {
  payload: { headers: { 'MIME-Version': '1.0' } },
  items: [{ id: 7 }, { id: null }, {}],
  one: { id: 3 },
  zero: 0,
}

describe('the path language (PLC-15)', () => {
  it.each<[string, unknown, unknown]>([
    ['zero', mail, 0],
    ['payload.headers."MIME-Version"', mail, '1.0'],
    ['payload.headers.["MIME-Version"]', mail, '1.0'],
    ['payload.headers.MIME-Version', mail, '1.0'],
    ['$.payload.headers."MIME-Version"', mail, '1.0'],
    ['items.[].id', mail, [7]],
    ['one.[].id', mail, [3]],
    ['missing.[].id', mail, undefined],
    ['missing.deep', mail, undefined],
    ['[].name', people, ['Ann', 'Cy']],
    ['[].tags.[]', people, ['a', 'b', 'b']],
    ['[].tags.[] | unique()', people, ['a', 'b']],
    ['[].id | join(,)', people, '1,2'],
    ['[].name | join( / )', people, 'Ann / Cy'],
    ['[].tags.[] | unique() | join(;)', people, 'a;b'],
    [
      '[].{Name: name, ID: id}',
      people,
      [
        { Name: 'Ann', ID: 1 },
        { Name: 'Cy', ID: 2 },
      ],
    ],
    [
      '[].{Name: name, Friend: friends.[].name}',
      people,
      [
        { Name: 'Ann', Friend: ['Bo'] },
        { Name: 'Cy', Friend: [] },
      ],
    ],
    ['', people, people],
    ['$', people, people],
    ['user name.first', { 'user name': { first: 'Ann' } }, 'Ann'],
  ])('%s', (path, root, expected) => {
    expect(evaluatePath(parsePath(path), root)).toEqual(expected)
  })

  it.each([
    ['payload.headers["MIME-Version"]', 15],
    ['payload.headers[MIME-Version]', 15],
    ['a..b', 2],
    ['a.', 2],
    ['a."b', 2],
    ['[].{Name name}', 13],
    ['a | first()', 4],
    ['a!b', 1],
  ])('refuses %s at character %i (PLC-16)', (path, position) => {
    let error: unknown
    try {
      parsePath(path)
    } catch (thrown) {
      error = thrown
    }
    expect(error).toBeInstanceOf(PathError)
    expect(error).toMatchObject({ position })
  })

  it('gives what a naive evaluator gives, for any value and path', () => {
    const key = fc.constantFrom('a', 'b', 'MIME-Version', 'x y')
    const step = fc.oneof(key, fc.constant('[]'))
    fc.assert(
      fc.property(
        fc.jsonValue({ maxDepth: 4 }),
        anyTree(key),
        fc.array(step, { maxLength: 5 }),
        (plain, tree, steps) => {
          for (const root of [plain, tree]) {
            const text = steps.map((each) => (each === '[]' ? each : `"${each}"`)).join('.')
            expect(evaluatePath(parsePath(text), root)).toEqual(naive(steps, root))
          }
        },
      ),
      { numRuns: 500 },
    )
  })
})

function anyTree(key: fc.Arbitrary<string>): fc.Arbitrary<unknown> {
  return fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(0, '', false, null, 'text', 7),
      fc.array(tie('tree'), { maxLength: 3 }),
      fc.dictionary(key, tie('tree'), { maxKeys: 3 }),
    ),
  })).tree
}

/** Recursion over the first step, written apart from the evaluator: values found, and whether a list was met. */
function naive(steps: string[], root: unknown): unknown {
  const isList = steps.includes('[]')
  let met = false
  const visit = (value: unknown, rest: string[]): unknown[] => {
    if (value === undefined || value === null) return []
    const [first, ...after] = rest
    if (first === undefined) return [value]
    if (first === '[]') {
      met = true
      return (Array.isArray(value) ? value : [value]).flatMap((item) => visit(item, after))
    }
    if (typeof value !== 'object' || Array.isArray(value)) return []
    return Object.hasOwn(value, first) ? visit((value as Record<string, unknown>)[first], after) : []
  }
  const found = visit(root, steps)
  if (!isList) return found[0]
  return found.length > 0 || met ? found : undefined
}

const source: ValueSource = {
  params: {
    'entity.value': '192.0.2.1',
    ips: ['a', 'b', 'c'],
    ports: ['1', '2'],
    none: [],
    html: '<b>&',
    zero: 0,
    no: false,
  },
  scope: (name) => (name === 'incident' ? { id: 12, opt_3: ['x', 'y'] } : undefined),
  node: (id) =>
    id === 'n1'
      ? { outputs: [{ rows: people, tags: ['VIP'] }], inputs: [{ ip: '192.0.2.1' }], iterated: false }
      : id === 'many'
        ? {
            outputs: [{ country: 'AT' }, {}, { country: 'DE' }],
            inputs: [{ ip: '1' }, { ip: '2' }, { ip: '3' }],
            iterated: true,
          }
        : id === 'nothing'
          ? { outputs: [], inputs: [], iterated: true }
          : undefined,
}
const param = (path: string): Expression => ({ ref: 'param', path })
const plain: ExpandOptions = { cartesian: false, wholeFields: [], maxIterations: 1000 }

describe('placeholders', () => {
  it('are written and read back as the same reference', () => {
    const path = fc.constantFrom('a', 'a.b', '[].{Name: name, Id: _id}', 'x."odd } key".[]', '[].id | join(,)')
    const mode = fc.constantFrom('loop' as const, 'combine' as const, undefined)
    const reference: fc.Arbitrary<Reference> = fc.oneof(
      fc.record({
        ref: fc.constant('node' as const),
        node: fc.uuid(),
        side: fc.constantFrom('output' as const, 'input' as const),
        path,
        mode,
      }),
      fc.record({
        ref: fc.constantFrom('param' as const, 'incident' as const, 'artifact' as const, 'triage' as const),
        path,
        mode,
      }),
      fc.record({ ref: fc.constant('responder' as const), node: fc.uuid(), path: fc.constant('email') }),
    )
    fc.assert(
      fc.property(reference, fc.string(), (given, around) => {
        const text = formatPlaceholder(given)
        expect(parsePlaceholder(text.slice(2, -2))).toEqual(given)
        const parts = parseTemplate(`${around.replaceAll('{', '').replaceAll('\\', '')}${text} end`)
        expect(parts.flatMap((part) => (part.kind === 'reference' ? [part.reference] : []))).toEqual([given])
      }),
    )
  })

  it.each<[string, string, string | string[]]>([
    ['gives nothing for a missing value (PLC-17)', 'x{{input.missing}}y', 'xy'],
    ['keeps 0 and false (PLC-19)', '{{input.zero}} {{input.no}}', '0 false'],
    ['reads a parameter by its exact name (NOD-06)', '{{input.entity.value}}', '192.0.2.1'],
    ['reads the spelling of older files', '{{params.entity.value}}', '192.0.2.1'],
    ['combines a list with commas (PLC-07)', '{{input.ips}}; {{incident.opt_3 | combine}}', 'a,b,c; x,y'],
    ['loops (PLC-07)', 'ip {{input.ips | loop}}', ['ip a', 'ip b', 'ip c']],
    ['pairs two loops', '{{input.ips | loop}}:{{input.ports | loop}}', ['a:1', 'b:2', 'c:']],
    ['offers the incident id (PLC-21)', '#{{incident.id}}', '#12'],
    ['escapes values in HTML (PLC-20)', '<p>{{input.html}}</p>', '<p>&lt;b&gt;&amp;</p>'],
    ['leaves what it cannot read', '{{nothing}} \\{{x}}', '{{nothing}} {{x}}'],
    [
      'draws a selection as a table (PLC-15)',
      '{{node:n1.output.rows.[].{Name: name}}}',
      '<table><thead><tr><th>Name</th></tr></thead><tbody><tr><td>Ann</td></tr><tr><td>Cy</td></tr></tbody></table>',
    ],
  ])('%s', (_name, template, expected) => {
    expect(renderTemplate(template, source, { html: true })).toEqual(expected)
  })
})

describe('inputs become iterations', () => {
  const rows = (inputs: Record<string, Expression>, options: Partial<typeof plain> = {}) =>
    expandInputs(inputs, source, { ...plain, ...options }).rows

  it('pairs lists by position and repeats single values (PLC-09, PLC-11)', () => {
    const found = expandInputs(
      { ip: param('ips'), port: param('ports'), who: { ref: 'const', value: 'me' } },
      source,
      plain,
    )
    expect(found.rows).toEqual([
      { ip: 'a', port: '1', who: 'me' },
      { ip: 'b', port: '2', who: 'me' },
      { ip: 'c', port: '', who: 'me' },
    ])
    expect(found.warnings).toHaveLength(1)
  })

  it('runs all combinations when Cartesian (PLC-10)', () => {
    const found = rows({ ip: param('ips'), port: param('ports') }, { cartesian: true })
    expect(found.map((row) => `${row.ip}${row.port}`)).toEqual(['a1', 'a2', 'b1', 'b2', 'c1', 'c2'])
  })

  it('lets a loop in a text switch Cartesian off (PLC-08)', () => {
    const text: Expression = { ref: 'text', text: 'x{{input.ips | loop}}' }
    expect(rows({ text, ip: param('ips') }, { cartesian: true })).toHaveLength(3)
  })

  it('gives multilist and tag fields the whole list (PLC-13)', () => {
    expect(rows({ tags: param('ips') }, { wholeFields: ['tags'] })).toEqual([{ tags: ['a', 'b', 'c'] }])
  })

  it('runs once per result of a node that ran several times, keeping positions (PLC-12)', () => {
    const country: Expression = { ref: 'node', node: 'many', side: 'output', path: 'country' }
    const ip: Expression = { ref: 'node', node: 'many', side: 'input', path: 'ip' }
    expect(rows({ country, ip })).toEqual([
      { country: 'AT', ip: '1' },
      { country: '', ip: '2' },
      { country: 'DE', ip: '3' },
    ])
  })

  it('does nothing for an empty list, but runs once for a missing value', () => {
    expect(rows({ ip: param('none') })).toEqual([])
    expect(rows({ ip: { ref: 'node', node: 'nothing', side: 'output', path: 'x' } })).toEqual([])
    expect(rows({ ip: param('missing') })).toEqual([{ ip: '' }])
  })

  it('stops at the limit with a warning (PLC-18)', () => {
    const found = expandInputs({ a: param('ips'), b: param('ips') }, source, {
      ...plain,
      cartesian: true,
      maxIterations: 5,
    })
    expect(found.rows).toHaveLength(5)
    expect(found.warnings[0]).toContain('9 iterations')
  })
})

describe('conditions', () => {
  it.each<[unknown, Operator, unknown, boolean]>([
    ['9', '<', '10', true],
    ['b', '<', 'a', false],
    [0, '==', 'text', false],
    [0, '==', '0', true],
    ['1.0', '==', '1', true],
    ['VIP', '==', 'vip', false],
    ['A VIP user', 'contains', 'vip', true],
    ['A user', '!contains', 'vip', true],
    ['True', '==', true, true],
    [undefined, '==', '', true],
    ['0x10', '==', '16', false],
    ['', '<', '1', true],
  ])('%j %s %j is %j (CND-05, CND-08)', (left, by, right, expected) => {
    expect(compare(left, by, right)).toBe(expected)
  })

  const group = (
    conditions: [Expression, Operator, Expression?][],
    join: 'and' | 'or' | 'mixed' = 'and',
    cartesian = false,
  ) =>
    holds(
      { join, cartesian, conditions: conditions.map(([left, operator, right]) => ({ left, operator, right })) },
      source,
    )
  const text = (value: string): Expression => ({ ref: 'const', value })

  it('holds if any element of a list does (CND-06)', () => {
    expect(group([[param('ips'), '==', text('b')]])).toBe(true)
    expect(group([[param('ips'), '==', text('z')]])).toBe(false)
  })

  it('compares two lists by position, or all with all when Cartesian', () => {
    const tail: Expression = { ref: 'const', value: ['b', 'c', 'a'] }
    expect(group([[param('ips'), '==', tail]])).toBe(false)
    expect(group([[param('ips'), '==', tail]], 'and', true)).toBe(true)
  })

  it('joins by AND or by OR, and refuses a mix and none (CND-02, NOD-23)', () => {
    const yes: [Expression, Operator, Expression] = [param('zero'), '==', text('0')]
    const no: [Expression, Operator, Expression] = [param('zero'), '>', text('0')]
    expect(group([yes, no])).toBe(false)
    expect(group([yes, no], 'or')).toBe(true)
    expect(() => group([yes, no], 'mixed')).toThrow(/mixes AND and OR/)
    expect(() => group([])).toThrow(/no condition/)
  })

  it('knows present and empty (CND-01, CND-07, PLC-19)', () => {
    const empty: Expression = { ref: 'internal', value: 'empty' }
    expect(group([[param('zero'), 'present']])).toBe(true)
    expect(group([[param('no'), 'present']])).toBe(true)
    expect(group([[param('missing'), '!present']])).toBe(true)
    expect(group([[param('none'), '!present']])).toBe(true)
    expect(group([[param('missing'), '==', empty]])).toBe(true)
    expect(group([[param('zero'), '!=', empty]])).toBe(true)
  })
})
