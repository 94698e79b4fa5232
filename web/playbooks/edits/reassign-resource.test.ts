import { actionNode, type PlaybookGraph } from '@tocsin/engine/playbook/index.ts'
import { describe, expect, it } from 'vitest'
import { reassigned, reassignResource, resourceUses } from './reassign-resource.ts'

const node = (id: string, integration: string, resource: unknown) =>
  actionNode.parse({ id, kind: 'action', name: id, integration, action: 'Ask', resource })

const graph: PlaybookGraph = {
  nodes: [
    node('old', 'Tools', { ref: 'const', value: 'A' }),
    node('none', 'Tools', null),
    node('empty', 'Tools', { ref: 'const', value: '' }),
    node('dynamic', 'Tools', { ref: 'param', path: 'resource' }),
    node('new', 'Tools', { ref: 'const', value: 'B' }),
    node('other', 'Mail', { ref: 'const', value: 'A' }),
  ],
  links: [],
  killOnError: false,
  mailOnError: [],
}

describe('giving all actions of an integration another resource (PBK-14)', () => {
  const rows = [
    { from: { kind: 'label', label: 'A' } as const, changes: ['old'] },
    { from: { kind: 'none' } as const, changes: ['none', 'empty'] },
    { from: { kind: 'all' } as const, changes: ['old', 'none', 'empty'] },
  ]
  for (const { from, changes } of rows) {
    it(`changes ${changes.join(', ')} for ${JSON.stringify(from)}, never a value found at run time`, () => {
      const uses = resourceUses(graph, 'Tools')
      expect(reassigned(uses, from, 'B').map((each) => each.node.id)).toEqual(changes)
      const after = reassignResource(graph, 'Tools', from, 'B')
      for (const [index, before] of graph.nodes.entries()) {
        if (changes.includes(before.id)) {
          expect(after.nodes[index]).toEqual({ ...before, resource: { ref: 'const', value: 'B' } })
        } else expect(after.nodes[index]).toBe(before)
      }
    })
  }

  it('leaves the graph as it is where nothing changes', () => {
    expect(reassignResource(graph, 'Mail', { kind: 'label', label: 'C' }, 'B')).toBe(graph)
  })
})
