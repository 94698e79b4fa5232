import { playbookGraph } from '@tocsin/engine/playbook/index.ts'
import { describe, expect, it } from 'vitest'
import { readMock, seenValue, variablesOf, writeMock } from './mock-text.ts'

describe('mock values of a node test (TST-02, TST-04)', () => {
  it.each([
    ['', null],
    ['  ', null],
    ['plain text', 'plain text'],
    ['192.0.2.1', '192.0.2.1'],
    ['0', 0],
    ['-1.5', -1.5],
    ['007', '007'],
    ['true', true],
    ['null', null],
    ['trueish', 'trueish'],
    ['"12"', '12'],
    ['["a", 1]', ['a', 1]],
    ['{"a": {"b": []}}', { a: { b: [] } }],
  ])('reads %j', (typed, value) => {
    expect(readMock(typed)).toEqual({ value })
  })

  it('names line and column of JSON that is wrong', () => {
    expect(readMock('[\n  1,\n  oops\n]')).toMatchObject({ line: 3, column: 3 })
    expect(readMock('{"a": ')).toMatchObject({ line: 1, column: 7 })
  })

  it.each([
    ['12'],
    [12],
    ['[x'],
    [['a']],
    [false],
    ['007'],
    [' padded'],
    [{ a: null }],
  ])('writes %j so that it is read back', (value) => {
    expect(readMock(writeMock(value))).toEqual({ value })
  })
})

const graph = playbookGraph.parse({
  nodes: [
    { id: 's', kind: 'start', params: [{ path: 'src.ip', example: '192.0.2.1' }] },
    { id: 'a', kind: 'action', action: 'x' },
    {
      id: 'c',
      kind: 'user-choice',
      title: '{{input.src.ip}} {{node:a.output.items.[].n | loop}}',
      question: '{{node:a.output.items.[].n}} {{incident.opt_1}}',
    },
  ],
  links: [],
})
const values = {
  incident: [{ path: 'opt_1', label: 'One', sample: 'first' }],
  triage: [],
  artifact: [],
  nodes: { a: { items: [{ n: 1 }, { n: 2 }] } },
  nodeInputs: {},
  input: { 'src.ip': '198.51.100.9' },
}

describe('what a test begins with', () => {
  it('is each value that the node reads, once, however lists are used', () => {
    const [choice] = graph.nodes.slice(2)
    const found = choice ? variablesOf(choice) : []
    expect(found.map(({ path }) => path)).toEqual(['src.ip', 'items.[].n', 'opt_1'])
    expect(found.map((each) => seenValue(each, graph, values))).toEqual(['198.51.100.9', [1, 2], 'first'])
  })

  it('is the example of the Start node where no run has been (NOD-03)', () => {
    expect(seenValue({ ref: 'param', path: 'src.ip' }, graph, { ...values, input: null })).toBe('192.0.2.1')
    expect(seenValue({ ref: 'param', path: 'src.ip' }, graph, undefined)).toBeUndefined()
  })
})
