import type { RunNode } from '@tocsin/contracts/run.ts'
import { playbookGraph } from '@tocsin/engine/playbook/index.ts'
import { expect, it } from 'vitest'
import { type Scope, whatRunsAgain } from './what-runs-again.ts'

const action = (id: string) => ({ id, kind: 'action', name: id, integration: 'I', action: 'A', actionType: 'Custom' })
const link = (from: string, to: string) => ({
  id: `${from}-${to}`,
  source: { id: from, port: 'out' },
  target: { id: to, port: 'in' },
})
const graph = playbookGraph.parse({
  nodes: [{ id: 'start', kind: 'start', name: 'START' }, action('a'), action('b'), action('c'), action('d')],
  links: [link('start', 'a'), link('a', 'b'), link('b', 'c'), link('start', 'd')],
})
const node = (id: string, more: Partial<RunNode>): RunNode => ({
  ...{ id, name: id, type: 'action', status: 'succeeded', attempts: 1, startedAt: null, finishedAt: null, port: null },
  iterations: { total: 1, succeeded: 1, failed: 0 },
  ...more,
})
const run = {
  nodes: [
    node('start', { type: 'start', attempts: 0 }),
    node('a', { idempotent: true }),
    node('b', { idempotent: false }),
    node('c', { idempotent: false, attempts: 0 }),
    node('d', { idempotent: false }),
  ],
}
const ids = (scope: Scope, from?: string) => {
  const { nodes, twice } = whatRunsAgain(run, graph, scope, from)
  return [nodes.map(({ id }) => id), twice.map(({ id }) => id)]
}

it('names what is performed a second time, and no more (EXE-11)', () => {
  expect(ids('this', 'b')).toEqual([['b'], ['b']])
  expect(ids('from-here', 'a')).toEqual([['a', 'b', 'c'], ['b']])
  expect(ids('whole')).toEqual([
    ['a', 'b', 'c', 'd'],
    ['b', 'd'],
  ])
})
