import { describe, expect, it } from 'vitest'
import { action, choice, end, graphOf, start, testAction } from '../worker/test-graph.ts'
import { type PlaybookGraph, validate } from './index.ts'

const conditions = [
  {
    left: { ref: 'node', node: 'a', side: 'output', path: 'hits.[].score' },
    operator: '>',
    right: { ref: 'const', value: 5 },
  },
]
const filter = (more: Record<string, unknown> = {}, id = 'f') => ({
  id,
  kind: 'filter' as const,
  sourceNode: 'a',
  splitBy: 'hits.[]',
  conditions,
  ...more,
})
const line = (more: Record<string, unknown> = {}) =>
  graphOf([start, action('a'), filter(more), end], ['start>a', 'a>f', 'f>end'])
const errors = (graph: PlaybookGraph) =>
  validate(graph, { actions: [testAction] })
    .filter(({ severity }) => severity === 'error')
    .map(({ code, nodeId, path }) => [code, nodeId, path])

describe('validation of a filter', () => {
  it.each<[string, PlaybookGraph]>([
    ['with a source', line()],
    ['without a source in files, after one action', line({ sourceNode: '' })],
    [
      'of an earlier action',
      graphOf([start, action('a'), action('b'), filter(), end], ['start>a', 'a>b', 'b>f', 'f>end']),
    ],
  ])('takes a filter %s', (_name, graph) => {
    expect(errors(graph)).toEqual([])
  })

  it.each<[string, PlaybookGraph, unknown[]]>([
    ['no condition (NOD-32)', line({ conditions: [] }), ['no_condition', 'f', 'conditions']],
    ['AND and OR (CND-02)', line({ join: 'mixed' }), ['mixed_joining', 'f', 'conditions']],
    ['a list that cannot be read', line({ splitBy: 'hits[0]' }), ['bad_path', 'f', 'splitBy']],
    ['a source that is gone', line({ sourceNode: 'gone' }), ['no_source', 'f', 'sourceNode']],
    [
      'a source that is no action',
      graphOf(
        [start, choice('q'), action('a'), filter({ sourceNode: 'q' }), end],
        ['start>q', 'q:yes>a', 'q:no>a', 'a>f', 'f>end'],
      ),
      ['no_source', 'f', 'sourceNode'],
    ],
    [
      'a source that does not run before',
      graphOf(
        [start, action('a'), action('b'), filter({ sourceNode: 'b' }), end],
        ['start>a', 'start>b', 'a>f', 'f>end', 'b>end'],
      ),
      ['not_upstream', 'f', 'sourceNode'],
    ],
    [
      'no choice of a source after two actions',
      graphOf(
        [start, action('a'), action('b'), filter({ sourceNode: '' }), end],
        ['start>a', 'start>b', 'a>f', 'b>f', 'f>end'],
      ),
      ['no_source', 'f', 'sourceNode'],
    ],
    [
      'a place after a question (NOD-30)',
      graphOf([start, action('a'), choice('q'), filter(), end], ['start>a', 'a>q', 'q:yes>f', 'q:no>end', 'f>end']),
      ['not_after_action', 'f', undefined],
    ],
    [
      'a place after another filter (NOD-30)',
      graphOf([start, action('a'), filter(), filter({}, 'g'), end], ['start>a', 'a>f', 'f>g', 'g>end']),
      ['not_after_action', 'g', undefined],
    ],
  ])('refuses a filter with %s', (_name, graph, problem) => {
    expect(errors(graph)).toContainEqual(problem)
  })
})
