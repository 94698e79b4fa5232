import type { RunVersion } from '../decide/index.ts'
import { type ActionShape, type PlaybookGraph, type PlaybookNode, playbookGraph } from '../playbook/index.ts'

type NodeInput = Record<string, unknown> & { id: string; kind: PlaybookNode['kind'] }

/** Shorthand for graphs in tests: `a>b`, `choice:yes>b`, `cond:failure>end`. */
export function graphOf(nodes: NodeInput[], links: string[], settings: { killOnError?: boolean } = {}): PlaybookGraph {
  return playbookGraph.parse({
    nodes: nodes.map((node) => ({
      name: node.id,
      ...(node.kind === 'action' ? { integration: 'Test', action: 'Do' } : {}),
      ...node,
    })),
    links: links.map((link, index) => {
      const [from = '', to = ''] = link.split('>')
      const [id = '', port = 'out'] = from.split(':')
      return { id: `l${index}`, source: { id, port }, target: { id: to, port: 'in' } }
    }),
    ...settings,
  })
}

export const start = { id: 'start', kind: 'start' } as const
export const end = { id: 'end', kind: 'end' } as const

export function action(id: string, more: Record<string, unknown> = {}): NodeInput {
  return { id, kind: 'action', ...more }
}

/** A condition with one branch `yes` that compares a parameter with a text. */
export function when(id: string, path: string, equals: string): NodeInput {
  const conditions = [{ left: { ref: 'param', path }, operator: '==', right: { ref: 'const', value: equals } }]
  return { id, kind: 'condition', branches: [{ name: 'yes', conditions }] }
}

export function choice(id: string, more: Record<string, unknown> = {}): NodeInput {
  return { id, kind: 'user-choice', title: 'Block it?', answers: ['yes', 'no'], ...more }
}

export const testAction: ActionShape = {
  integration: 'Test',
  name: 'Do',
  type: 'Custom',
  fields: [{ id: 'ip', type: 'text', required: false }],
  outputs: [],
  idempotent: true,
}

export function versionOf(graph: PlaybookGraph, shape: Partial<ActionShape> = {}): RunVersion {
  return { graph, actions: [{ ...testAction, ...shape }] }
}

/** Start, actions one after the other, End. */
export function chainOf(length: number): PlaybookGraph {
  const ids = Array.from({ length }, (_, index) => `a${index + 1}`)
  const all = ['start', ...ids, 'end']
  return graphOf(
    [start, ...ids.map((id) => action(id)), end],
    all.slice(1).map((id, index) => `${all[index]}>${id}`),
  )
}
