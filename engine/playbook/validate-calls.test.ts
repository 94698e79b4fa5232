import { describe, expect, it } from 'vitest'
import { end, graphOf, start } from '../worker/test-graph.ts'
import { type PlaybookShape, validate } from './index.ts'

type More = Record<string, unknown>
const constant = (value: unknown) => ({ ref: 'const', value })
const self = { id: 'self', name: 'Self' }

const shape = (id: string, more: Partial<PlaybookShape> = {}): PlaybookShape => ({
  ...{ id, name: id, inputs: [], outputs: [], published: true, enabled: true, calls: [] },
  ...more,
})
const playbooks = [
  shape('Child', { inputs: ['ip'], outputs: ['Look up'] }),
  shape('Draft', { published: false }),
  shape('Off', { enabled: false }),
  shape('Self', { id: 'self' }),
  shape('Back', { calls: ['self'] }),
  shape('Far', { calls: ['Back'] }),
]

const check = (node: More) => {
  const graph = graphOf([start, { id: 'n', kind: 'playbook', ...node }, end], ['start>n', 'n>end'])
  return validate(graph, { playbooks, self }).map(({ severity, code, message }) => [severity, code, message] as const)
}
const found = (node: More) => check(node).map(([severity, code]) => `${severity} ${code}`)
const repeat = { kind: 'repeat', playbook: 'Child', items: { ref: 'param', path: 'list' }, itemInput: 'ip' }
const until = { ...repeat, mode: 'until', inputs: { ip: constant('x') } }
const holds = (left: More) => ({ conditions: [{ left, operator: 'present' }] })

describe('validation of nodes that run other playbooks, of tasks and of waits (NOD-60 … NOD-65, PBK-17)', () => {
  it.each<[string, More, string[]]>([
    ['a call with all inputs', { playbook: 'child', inputs: { ip: constant('x') } }, []],
    ['no playbook', {}, ['error unknown_playbook']],
    ['a playbook that is not here', { playbook: 'Gone' }, ['error unknown_playbook']],
    ['a playbook that was never published', { playbook: 'Draft' }, ['error unpublished_playbook']],
    ['a disabled playbook', { playbook: 'Off' }, ['warning disabled_playbook']],
    ['an input without value', { playbook: 'Child' }, ['warning missing_input']],
    [
      'a value that the child does not declare (NOD-62)',
      { playbook: 'Child', inputs: { ip: constant('x'), more: constant('y') } },
      ['warning unknown_input'],
    ],
    ['itself (NOD-65)', { playbook: 'Self' }, ['error nested_loop']],
    ['itself through another', { playbook: 'Back' }, ['error nested_loop']],
    ['itself through two others', { playbook: 'Far' }, ['error nested_loop']],
    ['a repeat with list and input', repeat, []],
    ['a repeat without list', { ...repeat, items: null }, ['error missing_input']],
    [
      'a repeat that passes its items nowhere',
      { ...repeat, itemInput: '' },
      ['warning missing_input', 'error missing_input'],
    ],
    ['a repeat until nothing', until, ['error no_condition']],
    [
      'a repeat until its own last output',
      { ...until, ...holds({ ref: 'node', node: 'n', side: 'output', path: '"Look up".ip' }) },
      [],
    ],
    [
      'an output that the child does not have (NOD-64)',
      { ...until, ...holds({ ref: 'node', node: 'n', side: 'output', path: 'Nothing.ip' }) },
      ['warning unknown_output'],
    ],
    ['a task without title', { kind: 'task' }, ['error no_title']],
    ['a wait without duration', { kind: 'wait' }, ['error no_wait']],
    ['a wait for a duration', { kind: 'wait', duration: constant('15m') }, []],
    ['a duration that cannot be read', { kind: 'wait', duration: constant('soon') }, ['error no_wait']],
    ['a time that cannot be read', { kind: 'wait', mode: 'time', time: constant('soon') }, ['error no_wait']],
    ['a wait for no condition', { kind: 'wait', mode: 'condition' }, ['error no_condition']],
  ])('%s', (_, node, problems) => {
    expect(found(node)).toEqual(problems)
  })

  it('names the way by which a playbook would run itself', () => {
    const [problem] = check({ playbook: 'Far' })
    expect(problem?.[2]).toContain('“Self” → “Far” → “Back” → “Self”')
  })
})
