import { type PlaybookGraph, playbookGraph, type RunVersion } from '@tocsin/engine'

const action = (id: string) => ({ id, kind: 'action', name: id, integration: 'Bench', action: 'Do' })
const link = (from: string, to: string) => ({
  id: `${from}-${to}`,
  source: { id: from, port: 'out' },
  target: { id: to, port: 'in' },
})
const ends = [
  { id: 'start', kind: 'start' },
  { id: 'end', kind: 'end' },
]

/** Actions one after the other. */
export function chain(length: number): RunVersion {
  const ids = Array.from({ length }, (_, index) => `a${index}`)
  const all = ['start', ...ids, 'end']
  const links = all.slice(1).map((id, index) => link(all[index] ?? 'start', id))
  return version(playbookGraph.parse({ nodes: [...ends, ...ids.map(action)], links }))
}

/** Actions side by side, joined before End. */
export function fan(width: number): RunVersion {
  const ids = Array.from({ length: width }, (_, index) => `a${index}`)
  const links = ids.flatMap((id) => [link('start', id), link(id, 'end')])
  return version(playbookGraph.parse({ nodes: [...ends, ...ids.map(action)], links }))
}

/** One action that runs once per item of the parameter `items`. */
export function iterated(): RunVersion {
  const node = { ...action('a0'), inputs: { item: { ref: 'param', path: 'items' } } }
  return version(playbookGraph.parse({ nodes: [...ends, node], links: [link('start', 'a0'), link('a0', 'end')] }))
}

function version(graph: PlaybookGraph): RunVersion {
  const shape = {
    integration: 'Bench',
    name: 'Do',
    type: 'Enrichment',
    fields: [{ id: 'item', label: 'Item', type: 'text', required: false }],
    outputs: [],
    idempotent: true,
  }
  return { graph, actions: [shape] }
}
