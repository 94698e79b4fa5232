import type { Action } from '@tocsin/contracts/integration.ts'
import { emptyGraph, type PlaybookGraph, playbookGraph } from '@tocsin/engine/playbook/index.ts'
import { describe, expect, it } from 'vitest'
import { newId } from '../edits/new-id.ts'
import { declaredOutputs, sampleOf } from './declared-outputs.ts'
import { listPaths } from './list-paths.ts'

const lookup = {
  integration: 'Lists',
  name: 'Look up',
  output: [{ path: 'items.[].ip', example: '192.0.2.1', description: 'Address' }],
} as unknown as Action

const at = (nodes: object[]): PlaybookGraph => playbookGraph.parse({ nodes, links: [] })
const paths = (id: string, graph: PlaybookGraph, children = new Map<string, PlaybookGraph>()) => {
  const node = graph.nodes.find((each) => each.id === id)
  if (!node) throw new Error(`no node ${id}`)
  return declaredOutputs(node, { graph, actions: [lookup], children }).map(({ path }) => path)
}

const source = { id: 'a', kind: 'action', name: 'Find', integration: 'Lists', action: 'Look up' }

describe('what nodes give to later ones', () => {
  it('is for a filter what its source gives, at the same paths (NOD-34)', () => {
    const graph = at([source, { id: 'f', kind: 'filter', sourceNode: 'a' }])
    expect(paths('f', graph)).toEqual(['items.[].ip'])
    expect(paths('f', at([{ id: 'f', kind: 'filter' }]))).toEqual([])
  })

  it('is for a task its outcome (NOD-43)', () => {
    expect(paths('t', at([{ id: 't', kind: 'task' }]))).toEqual(['status', 'title', 'owner', 'percentage', 'hours'])
  })

  it('is for a nested playbook what its nodes give, by their names, two levels deep (NOD-64)', () => {
    const inner = at([source, { id: 'x', kind: 'task', name: 'Ask IT' }])
    const outer = at([{ id: 'n', kind: 'playbook', name: 'Inner', playbook: 'inner' }])
    const graph = at([{ id: 'p', kind: 'playbook', playbook: 'Outer ' }])
    const children = new Map([
      ['inner', inner],
      ['outer', outer],
    ])
    const found = paths('p', graph, children)
    expect(found[0]).toBe('status')
    expect(found).toContain('Inner.Find.items.[].ip')
    expect(found).toContain('Inner."Ask IT".status')
  })

  it('ends where playbooks run each other in a circle', () => {
    const self = at([{ id: 'n', kind: 'playbook', name: 'N', playbook: 'self' }])
    expect(paths('n', self, new Map([['self', self]]))).toEqual(['status', 'N.status', 'N.N.status'])
  })

  it('shows for a filter that never ran what its source gave', () => {
    const graph = at([source, { id: 'f', kind: 'filter', sourceNode: 'a' }])
    const filter = graph.nodes[1]
    expect(filter && sampleOf(filter, graph, { a: { items: [] } })).toEqual({ items: [] })
    expect(filter && sampleOf(filter, emptyGraph(newId), { f: 1 })).toBe(1)
  })
})

describe('lists that can be split (NOD-31)', () => {
  it('are all prefixes of paths that end in a list, declared or seen', () => {
    expect(listPaths(['data.[].tags.[].name', 'score'], { found: [{ ip: 1 }] })).toEqual([
      'data.[]',
      'data.[].tags.[]',
      'found.[]',
    ])
  })
})
