import type { PlaybookGraph } from '@tocsin/engine'

/** The graph with another name in its nodes that run the playbook `from`. */
export function renameCalls(graph: PlaybookGraph, from: string, to: string): PlaybookGraph {
  if (from === to) return graph
  const wanted = from.trim().toLowerCase()
  const nodes = graph.nodes.map((node) =>
    (node.kind === 'playbook' || node.kind === 'repeat') && node.playbook.trim().toLowerCase() === wanted
      ? { ...node, playbook: to }
      : node,
  )
  return { ...graph, nodes }
}
