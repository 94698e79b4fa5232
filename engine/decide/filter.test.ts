import { describe, expect, it } from 'vitest'
import type { PlaybookGraph } from '../playbook/index.ts'
import { action, end, graphOf, start } from '../worker/test-graph.ts'
import { decide, foldHistory, followSignal } from './index.ts'
import { now, PaperRun } from './paper-run.ts'

const found = (path: string) => ({ ref: 'node', node: 'a', side: 'output', path })
const passed = (path: string) => ({ ref: 'node', node: 'f', side: 'output', path })
const test = (left: unknown, operator: string, value: unknown) => ({
  left,
  operator,
  right: { ref: 'const', value },
})

function filtering(filter: Record<string, unknown>, source: Record<string, unknown> = {}): PlaybookGraph {
  return graphOf(
    [
      start,
      action('a', source),
      { id: 'f', kind: 'filter', sourceNode: 'a', ...filter },
      action('b', { inputs: { ip: passed('hits.[].ip'), total: passed('total') } }),
      end,
    ],
    ['start>a', 'a>f', 'f>b', 'b>end'],
  )
}

const hits = [
  { ip: '1', score: 90, tags: ['x', 'y'] },
  { ip: '2', score: 10, tags: [] },
  { ip: '3', score: 70, tags: ['y'] },
]
const high = [test(found('hits.[].score'), '>', 50)]

/** Runs to the node after the filter; what it is given. */
function given(graph: PlaybookGraph, output: unknown, params: Record<string, unknown> = {}): PaperRun {
  const run = new PaperRun(graph, params)
  run.decide()
  run.finish('a', 'succeeded', output)
  return run
}

const rows = (run: PaperRun, node = 'b') => run.state.nodes.get(node)?.rows

describe('a filter', () => {
  it('lets go on those items that satisfy, under the same paths (NOD-31, NOD-34)', () => {
    const run = given(filtering({ splitBy: 'hits.[]', conditions: high }), { hits, total: 3 })
    expect(rows(run)).toEqual([
      { ip: '1', total: '3' },
      { ip: '3', total: '3' },
    ])
    expect(run.statuses()).toMatchObject({ f: 'succeeded', b: 'running' })
  })

  it.each([
    'hits',
    'hits.[]',
    'hits.[].ip',
    'hits.[].{IP: ip}',
    '$.hits.[].score | unique()',
  ])('splits by the list that %s names (NOD-31)', (splitBy) => {
    const run = given(filtering({ splitBy, conditions: high }), { hits })
    expect(rows(run)?.map((row) => row.ip)).toEqual(['1', '3'])
  })

  it.each([
    ['lets the whole list go on if any item satisfies', 50, ['1', '2', '3']],
    ['lets nothing go on if none does', 95, undefined],
  ])('without a split %s (NOD-31)', (_name, least, ips) => {
    const conditions = [test(found('hits.[].score'), '>', least)]
    const run = given(filtering({ conditions }), { hits })
    expect(run.statuses().b).toBe(ips ? 'running' : 'skipped')
    if (ips) expect(rows(run)?.map((row) => row.ip)).toEqual(ips)
  })

  it('ends the branch, successfully, where nothing passes (NOD-35)', () => {
    const conditions = [test(found('hits.[].score'), '>', 95)]
    const run = given(filtering({ splitBy: 'hits', conditions }), { hits })
    expect(run.statuses()).toEqual({ start: 'succeeded', a: 'succeeded', f: 'succeeded', b: 'skipped', end: 'skipped' })
    expect(run.state.finished).toBe('completed')
    expect(run.state.nodes.get('f')).toMatchObject({ iterations: [], ports: [] })
  })

  it.each<[string, unknown]>([
    ['an empty list', { hits: [] }],
    ['no list', { total: 0 }],
    ['a text', 'nothing found'],
    ['nothing', undefined],
  ])('lets nothing pass of %s (NOD-35)', (_name, output) => {
    expect(given(filtering({ splitBy: 'hits.[]', conditions: high }), output).statuses().b).toBe('skipped')
  })

  it('takes an object for a list of itself', () => {
    const run = given(filtering({ splitBy: 'hits.[]', conditions: high }), { hits: hits[0], total: 1 })
    expect(rows(run)).toEqual([{ ip: '1', total: '1' }])
  })

  it('tests every value of an item against all conditions together', () => {
    const conditions = [...high, test(found('hits.[].tags.[]'), '==', 'x')]
    const run = given(filtering({ splitBy: 'hits', conditions }), { hits })
    expect(rows(run)?.map((row) => row.ip)).toEqual(['1'])
  })

  it('leaves out what holds only items that did not pass', () => {
    const graph = graphOf(
      [
        start,
        action('a'),
        {
          id: 'f',
          kind: 'filter',
          sourceNode: 'a',
          splitBy: 'hosts.[].ports.[]',
          conditions: [test(found('hosts.[].ports.[].open'), '==', true)],
        },
        action('b', { inputs: { ip: passed('hosts.[].name') } }),
        end,
      ],
      ['start>a', 'a>f', 'f>b', 'b>end'],
    )
    const port = (open: boolean) => ({ open })
    const run = given(graph, {
      hosts: [
        { name: 'one', ports: [port(false), port(true)] },
        { name: 'two', ports: [port(false)] },
        { name: 'three' },
      ],
    })
    expect(rows(run)).toEqual([{ ip: 'one' }])
  })

  it('tests each result of an action that ran several times (NOD-31)', () => {
    const graph = graphOf(
      [
        start,
        action('a', { inputs: { ip: { ref: 'param', path: 'ips' } } }),
        { id: 'f', kind: 'filter', sourceNode: 'a', splitBy: 'score', conditions: [test(found('score'), '>', 50)] },
        action('b', { inputs: { ip: { ref: 'node', node: 'f', side: 'input', path: 'ip' }, score: passed('score') } }),
        end,
      ],
      ['start>a', 'a>f', 'f>b', 'b>end'],
    )
    const run = new PaperRun(graph, { ips: ['1', '2', '3'] })
    run.decide()
    ;[90, 10, 70].forEach((score, iteration) => {
      const name = { node: 'a', round: 1, iteration, attempt: 1 }
      run.put({ type: 'attempt-finished', ...name, status: 'succeeded', result: { inline: { output: { score } } } })
    })
    run.decide()
    expect(rows(run)).toEqual([
      { ip: '1', score: '90' },
      { ip: '3', score: '70' },
    ])
  })

  it.each([
    [false, ['1', '3']],
    [true, ['1', '2', '3']],
  ])('compares two lists by position, or all with all: Cartesian %s (NOD-33)', (cartesian, ips) => {
    const conditions = [{ left: found('hits.[].ip'), operator: '==', right: { ref: 'param', path: 'known.[]' } }]
    const run = given(
      filtering({ splitBy: 'hits', cartesian, conditions }),
      { hits },
      { known: ['1', '3', '3', '2'].slice(0, cartesian ? 4 : 3) },
    )
    expect(rows(run)?.map((row) => row.ip)).toEqual(cartesian ? ips : ['1', '3'])
  })

  const ports = [
    { ip: '1', open: ['22', '80'], allowed: ['22', '443'] },
    { ip: '2', open: ['22', '80'], allowed: ['80', '22'] },
    { ip: '3', open: ['80'], allowed: ['80'] },
  ]
  const open = found('hits.[].open.[]')
  const allowed = found('hits.[].allowed.[]')
  const list = (path: string) => ({ ref: 'param', path })

  it.each<[string, unknown, unknown, boolean, string[]]>([
    ['two lists inside the item are compared with each other by position', open, allowed, false, ['1', '3']],
    ['two lists inside the item are compared all with all where Cartesian', open, allowed, true, ['1', '2', '3']],
    ['a list from elsewhere is compared at the position of the item', found('hits.[].ip'), list('own'), false, ['1']],
    ['a list from elsewhere on the left counts at this position too', list('own'), found('hits.[].ip'), false, ['1']],
    ['any of a list inside the item may equal its partner', open, list('wanted'), false, ['2']],
    ['a list of one is the partner of every item', found('hits.[].ip'), list('one'), false, ['3']],
    ['two lists from elsewhere are compared by position, for each item alike', list('own'), list('wanted'), false, []],
  ])('%s (NOD-33)', (_name, left, right, cartesian, ips) => {
    const conditions = [{ left, operator: '==', right }]
    const params = { own: ['1', '3', '2'], wanted: ['443', '80', '22'], one: ['3'] }
    const run = given(filtering({ splitBy: 'hits', cartesian, conditions }), { hits: ports }, params)
    expect((rows(run) ?? []).map((row) => row.ip)).toEqual(ips)
  })

  it('joins its conditions by OR where told so', () => {
    const conditions = [test(found('hits.[].ip'), '==', '2'), test(found('hits.[].score'), '>', 80)]
    const run = given(filtering({ splitBy: 'hits', join: 'or', conditions }), { hits })
    expect(rows(run)?.map((row) => row.ip)).toEqual(['1', '2'])
  })

  it('fails, and lets nothing go on, where its conditions cannot be evaluated (CND-02)', () => {
    const run = given(filtering({ join: 'mixed', conditions: high }), { hits })
    expect(run.statuses()).toMatchObject({ f: 'failed', b: 'skipped' })
    expect(run.state.finished).toBe('completed_with_errors')
  })

  it('filters the only action before it where a file names none', () => {
    const run = given(filtering({ sourceNode: '', splitBy: 'hits', conditions: high }), { hits })
    expect(rows(run)).toHaveLength(2)
  })

  it('asks for a large result of its source, and gives what passed of it to later nodes', () => {
    const run = new PaperRun(filtering({ splitBy: 'hits', conditions: high }))
    run.decide()
    const name = { node: 'a', round: 1, iteration: 0, attempt: 1 }
    run.put({ type: 'attempt-finished', ...name, status: 'succeeded', result: { stored: 'big', bytes: 9000 } })
    const context = { params: {}, scopes: {}, runId: 'r', now, maxIterations: 1000, mayBegin: 9 }
    expect(decide(run.version, run.state, { ...context, values: new Map() }).needs.values).toEqual(['big'])
    const values = new Map([['big', { output: { hits, total: 3 } }]])
    const [filtered] = decide(run.version, run.state, { ...context, values }).entries
    expect(filtered).toMatchObject({ filtered: { source: 'a', splitBy: 'hits', passed: [[0, 2]] } })
    run.put(...(filtered ? [filtered] : []))
    expect(decide(run.version, run.state, { ...context, values: new Map() }).needs.values).toEqual(['big'])
    expect(decide(run.version, run.state, { ...context, values }).entries[0]).toMatchObject({
      type: 'node-started',
      rows: [{ ip: '1' }, { ip: '3' }],
    })
  })

  it('keeps what passed when the filtered action is run again alone (EXE-11)', () => {
    const run = given(filtering({ splitBy: 'hits', conditions: high }), { hits })
    run.runOut()
    run.put(...followSignal(run.version, run.state, { id: 1, kind: 'rerun', node: 'a', scope: 'this', by: null }))
    run.decide()
    run.finish('a', 'succeeded', { hits: [] })
    run.put(...followSignal(run.version, run.state, { id: 2, kind: 'rerun', node: 'b', scope: 'this', by: null }))
    run.decide()
    expect(rows(run)).toHaveLength(2)
  })

  it('tests the new result when it is run again from the action on (EXE-11)', () => {
    const run = given(filtering({ splitBy: 'hits', conditions: high }), { hits })
    run.runOut()
    run.put(...followSignal(run.version, run.state, { id: 1, kind: 'rerun', node: 'a', scope: 'from-here', by: null }))
    run.decide()
    run.finish('a', 'succeeded', { hits: hits.slice(1) })
    expect(rows(run)?.map((row) => row.ip)).toEqual(['3'])
  })

  it('comes to the same state from the history alone', () => {
    const run = given(filtering({ splitBy: 'hits', conditions: high }), { hits })
    expect(foldHistory(run.version, run.history)).toEqual(run.state)
  })
})
