import { describe, expect, it } from 'vitest'
import { leadReferences } from './lead-references.ts'
import { playbookNode } from './nodes.ts'

const of = (node: string) => ({ ref: 'node', node, side: 'output', path: 'x' })
const condition = (node: string) => [
  { left: of(node), operator: '==', right: { ref: 'text', text: `{{node:${node}.output.x}}` } },
]
const text = (node: string) => `a {{node:${node}.output.x | loop}} {{incident.name}} {{responder:${node}.email}} b`

/** Every kind with a reference to `node` wherever it can have one. */
const nodes = (node: string) => ({
  action: {
    inputs: { a: of(node), b: { ref: 'text', text: text(node) } },
    resource: of(node),
    authorizer: of(node),
    action: 'A',
  },
  condition: { branches: [{ name: 'b', conditions: condition(node) }] },
  filter: { sourceNode: node, conditions: condition(node) },
  task: { title: text(node), description: text(node), authorizer: of(node), owner: of(node) },
  'user-choice': { title: text(node), question: text(node), authorizer: { ref: 'responder', node, path: 'email' } },
  playbook: { inputs: { a: of(node) } },
  repeat: { inputs: { a: of(node) }, items: of(node), conditions: condition(node) },
  wait: { duration: of(node), time: of(node), conditions: condition(node) },
})

describe('leading references to other nodes', () => {
  for (const kind of Object.keys(nodes('')) as (keyof ReturnType<typeof nodes>)[]) {
    it(`reaches every place of a ${kind} node, and no other reference`, () => {
      const read = (node: string) => playbookNode.parse({ id: 'n', kind, name: 'N', ...nodes(node)[kind] })
      expect(leadReferences(read('old'), new Map([['old', 'new']]))).toEqual(read('new'))
      expect(leadReferences(read('old'), new Map([['else', 'new']]))).toEqual(read('old'))
    })
  }
})
