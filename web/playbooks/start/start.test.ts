import { playbookGraph } from '@tocsin/engine/playbook/index.ts'
import { describe, expect, it } from 'vitest'
import { containmentOf } from './containment.ts'
import { startExample } from './start-example.ts'

const at = (...nodes: object[]) => playbookGraph.parse({ nodes, links: [] })
const block = { id: 'b', kind: 'action', name: 'Block', action: 'Block', actionType: 'Containment' }

describe('a test of a whole playbook', () => {
  it('warns of containment nodes, also in the playbooks that it runs, each once (TST-10)', () => {
    const child = at(block, { id: 'n', kind: 'playbook', playbook: 'child' })
    const graph = at(
      { ...block, name: 'Isolate' },
      { id: 'x', kind: 'repeat', playbook: ' Child' },
      { id: 'y', kind: 'playbook', playbook: 'Child' },
      { id: 'e', kind: 'action', name: 'Look', action: 'Look', actionType: 'Enrichment' },
    )
    expect(containmentOf(graph, new Map([['child', child]]))).toEqual([
      { node: 'Isolate', playbook: null },
      { node: 'Block', playbook: 'Child' },
    ])
  })

  it('begins with the examples of the Start node, their names kept exactly (NOD-06)', () => {
    const graph = at({
      id: 's',
      kind: 'start',
      params: [
        { path: 'a.b c_d', example: 'x' },
        { path: 'list', example: '[1]' },
        { path: 'n', example: '5' },
        { path: 'none' },
      ],
    })
    expect(JSON.parse(startExample(graph))).toEqual({ 'a.b c_d': 'x', list: [1], n: 5, none: '' })
  })
})
