import { Graph, layout } from '@dagrejs/dagre'
import { outPorts, type PlaybookGraph } from '@tocsin/engine/playbook/index.ts'
import { moveNodes } from './graph-edits.ts'
import { nodeSize } from './node-size.ts'

/** Room for a name above a node and for the names of exits beside it. */
const nameHeight = 24

/** Lays the whole graph out from left to right (PBK-15). */
export function arrange(graph: PlaybookGraph): PlaybookGraph {
  const plan = new Graph()
  plan.setGraph({ rankdir: 'LR', ranksep: 96, nodesep: 40, edgesep: 24, marginx: 24, marginy: 24 })
  plan.setDefaultEdgeLabel(() => ({}))
  for (const node of graph.nodes) {
    const { width, height } = nodeSize(node)
    plan.setNode(node.id, { width, height: height + 2 * nameHeight })
  }
  for (const link of graph.links) plan.setEdge(link.source.id, link.target.id)
  layout(plan, { constraints: portOrder(graph) })
  return moveNodes(
    graph,
    new Map(
      graph.nodes.map((node) => {
        const centre = plan.node(node.id)
        const { width, height } = nodeSize(node)
        return [node.id, { x: (centre.x ?? 0) - width / 2, y: (centre.y ?? 0) - height / 2 }]
      }),
    ),
  )
}

/** What follows an upper exit stays above what follows a lower one. */
function portOrder(graph: PlaybookGraph): { left: string; right: string }[] {
  return graph.nodes.flatMap((node) => {
    const followers = outPorts(node).map((port) =>
      graph.links.filter(({ source }) => source.id === node.id && source.port === port).map(({ target }) => target.id),
    )
    return followers.flatMap((upper, index) =>
      upper.flatMap((left) =>
        (followers[index + 1] ?? []).filter((right) => right !== left).map((right) => ({ left, right })),
      ),
    )
  })
}
