import { describe, expect, it } from 'vitest'
import { action, choice, end, graphOf, start, testAction, when } from '../worker/test-graph.ts'
import { emptyGraph, type PlaybookGraph, reachableUpstream, validate } from './index.ts'

const ref = (node: string, path = 'ip') => ({ inputs: { ip: { ref: 'node', node, side: 'output', path } } })
const codes = (graph: PlaybookGraph, severity?: 'error' | 'warning') =>
  validate(graph, { actions: [testAction] })
    .filter((problem) => !severity || problem.severity === severity)
    .map((problem) => problem.code)

describe('validation of a graph (PBK-17)', () => {
  it('finds nothing wrong with a new playbook (PBK-03)', () => {
    let id = 0
    const graph = emptyGraph(() => {
      id += 1
      return String(id)
    })
    expect(validate(graph)).toEqual([])
  })

  it.each<[string, PlaybookGraph, string]>([
    ['no Start', graphOf([end], []), 'no_start'],
    ['two Starts', graphOf([start, { id: 's2', kind: 'start' }, end], ['start>end', 's2>end']), 'several_starts'],
    ['no End', graphOf([start, action('a')], ['start>a']), 'no_end'],
    ['no way to End', graphOf([start, action('a'), end], ['start>a']), 'no_way_to_end'],
    ['an unreachable node', graphOf([start, action('a'), end], ['start>end', 'a>end']), 'unreachable'],
    ['a loop', graphOf([start, action('a'), action('b'), end], ['start>a', 'a>b', 'b>a', 'b>end']), 'cycle'],
    ['a link to nowhere', graphOf([start, end], ['start>end', 'start>gone']), 'dangling_link'],
    ['a link from no exit', graphOf([start, action('a'), end], ['start>a', 'a>end', 'a:maybe>end']), 'unknown_port'],
    [
      'two answers of one name',
      graphOf([start, choice('q', { answers: ['a', 'a'] }), end], ['start>q', 'q:a>end']),
      'duplicate_port',
    ],
    [
      'a branch named failure',
      graphOf(
        [start, { ...when('c', 'x', '1'), branches: [{ name: 'failure', conditions: [] }] }, end],
        ['start>c', 'c:failure>end'],
      ),
      'duplicate_port',
    ],
    [
      'a branch without condition (NOD-23)',
      graphOf([start, { id: 'c', kind: 'condition', branches: [{ name: 'yes' }] }, end], ['start>c', 'c:yes>end']),
      'no_condition',
    ],
    [
      'a default that is no answer',
      graphOf([start, choice('q', { expires: { seconds: 9, default: 'maybe' } }), end], ['start>q', 'q:yes>end']),
      'unknown_default',
    ],
    [
      'a value of a later node (PLC-03)',
      graphOf([start, action('a', ref('b')), action('b'), end], ['start>a', 'a>b', 'b>end']),
      'not_upstream',
    ],
    [
      'a value of a removed node',
      graphOf([start, action('a', ref('gone')), end], ['start>a', 'a>end']),
      'unknown_node',
    ],
    [
      'a path that cannot be read (PLC-16)',
      graphOf([start, action('a'), action('b', ref('a', 'x[0]')), end], ['start>a', 'a>b', 'b>end']),
      'bad_path',
    ],
    [
      'an action that is not installed',
      graphOf([start, action('a', { action: 'Gone' }), end], ['start>a', 'a>end']),
      'unbound_action',
    ],
    [
      'a step that cannot run here',
      graphOf([start, { id: 't', kind: 'unsupported', stepType: 'task' }, end], ['start>t', 't>end']),
      'unsupported_node',
    ],
  ])('refuses %s', (_name, graph, code) => {
    expect(codes(graph, 'error')).toContain(code)
  })

  it('refuses a mix of AND and OR (CND-02)', () => {
    const condition = when('c', 'x', '1')
    const mixed = { ...condition, branches: [{ ...(condition.branches as object[])[0], join: 'mixed' }] }
    expect(codes(graphOf([start, mixed, end], ['start>c', 'c:yes>end']), 'error')).toContain('mixed_joining')
  })

  it('refuses a missing required input, and takes 0 for a value (NOD-14, PLC-19)', () => {
    const actions = [{ ...testAction, fields: [{ id: 'ip', label: 'Address', type: 'text', required: true }] }]
    const graph = (inputs: object) => graphOf([start, action('a', { inputs }), end], ['start>a', 'a>end'])
    const missing = validate(graph({ ip: { ref: 'const', value: '' } }), { actions }).find(
      (each) => each.code === 'missing_input',
    )
    expect(missing).toMatchObject({ nodeId: 'a', path: 'inputs.ip', message: '“a” needs a value for “Address”.' })
    expect(validate(graph({ ip: { ref: 'const', value: 0 } }), { actions }).map((each) => each.code)).not.toContain(
      'missing_input',
    )
  })

  it('only warns of an action without resource and of an exit that leads nowhere', () => {
    const graph = graphOf([start, action('a'), choice('q'), end], ['start>a', 'a>q', 'q:yes>end'])
    expect(codes(graph, 'error')).toEqual([])
    expect(codes(graph, 'warning').sort()).toEqual(['no_resource', 'unlinked_port'])
  })

  it('finds a placeholder in a question that does not run before', () => {
    const graph = graphOf(
      [start, choice('q', { question: '<p>{{node:a.output.ip}} {{nobody}}</p>' }), action('a'), end],
      ['start>q', 'q:yes>a', 'q:no>end', 'a>end'],
    )
    expect(codes(graph)).toEqual(expect.arrayContaining(['not_upstream', 'bad_placeholder']))
  })
})

describe('the value picker', () => {
  it('offers only what is linked upstream, in running order (PLC-01, PLC-03)', () => {
    const graph = graphOf(
      [end, action('c'), action('b'), action('a'), start, action('side')],
      ['start>a', 'a>b', 'b>c', 'start>side', 'side>end', 'c>end'],
    )
    expect(reachableUpstream(graph, 'c').map((node) => node.id)).toEqual(['start', 'a', 'b'])
    expect(reachableUpstream(graph, 'start')).toEqual([])
  })
})
