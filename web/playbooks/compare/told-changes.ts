import type { ComparedLink, ComparedNode, GraphComparison, NodeChange } from '@tocsin/engine/playbook/index.ts'

type Told = Exclude<NodeChange, 'same'>

/** How many nodes there are of each change; links count where they are told. */
export type ChangeCounts = Record<Told, number>

const order: readonly Told[] = ['changed', 'added', 'removed', 'moved']

/** The nodes that are not the same, what was changed first. */
export function toldNodes({ nodes }: GraphComparison): ComparedNode[] {
  return order.flatMap((change) => nodes.filter((node) => node.change === change))
}

/** The links that are not the same, without those that only came or went with a node. */
export function toldLinks({ nodes, links }: GraphComparison): ComparedLink[] {
  const changes = new Map(nodes.map(({ id, change }) => [id, change]))
  return links.filter(
    ({ change, link }) =>
      change !== 'same' && ![link.source.id, link.target.id].some((id) => changes.get(id) === change),
  )
}

export function countChanges(comparison: GraphComparison): ChangeCounts {
  const counts: ChangeCounts = { changed: 0, added: 0, removed: 0, moved: 0 }
  for (const { change } of [...comparison.nodes, ...toldLinks(comparison)]) {
    if (change !== 'same') counts[change] += 1
  }
  counts.changed += comparison.settings.length
  return counts
}
