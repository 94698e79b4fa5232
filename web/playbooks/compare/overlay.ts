import {
  type GraphComparison,
  type NodeChange,
  outPorts,
  type PlaybookGraph,
  type PlaybookLink,
  type PlaybookNode,
} from '@tocsin/engine/playbook/index.ts'
import { nodeSize } from '../edits/node-size.ts'

/** Two versions on one canvas, with what became of each node and link by its id. */
export interface Overlay {
  graph: PlaybookGraph
  changes: ReadonlyMap<string, NodeChange>
}

/** Room between a removed node and one that stands in its place now, in pixels. */
const gap = 32

/** Lays the older graph under the newer one: nodes as they are now, the removed ones where they stood (VER-17). */
export function overlay({ nodes, links }: GraphComparison): Overlay {
  const shown: PlaybookNode[] = []
  for (const { before, after } of nodes) {
    if (after) shown.push(after)
    else if (before) shown.push(beside(shown, before))
  }
  const byId = new Map(shown.map((node) => [node.id, node]))
  const older = new Map(nodes.map(({ id, before }) => [id, before]))
  const drawn = links.flatMap(({ change, link }) => {
    const led = onShownExit(link, byId.get(link.source.id), older.get(link.source.id))
    return led && byId.has(link.target.id) ? [{ change, link: led }] : []
  })
  return {
    graph: { nodes: shown, links: drawn.map(({ link }) => link), killOnError: false, mailOnError: [] },
    changes: new Map<string, NodeChange>([
      ...nodes.map(({ id, change }) => [id, change] as const),
      ...drawn.map(({ change, link }) => [link.id, change] as const),
    ]),
  }
}

/** A removed node at its place, or as far below it as is free. */
function beside(taken: readonly PlaybookNode[], node: PlaybookNode): PlaybookNode {
  const { width, height } = nodeSize(node)
  const { x } = node.position
  let { y } = node.position
  const covers = (other: PlaybookNode) => {
    const size = nodeSize(other)
    const { position } = other
    return (
      x < position.x + size.width && position.x < x + width && y < position.y + size.height && position.y < y + height
    )
  }
  for (let other = taken.find(covers); other; other = taken.find(covers)) {
    y = other.position.y + nodeSize(other).height + gap
  }
  return { ...node, position: { x, y } }
}

/** A removed link of an exit that is gone leaves by the exit that stands there now. */
function onShownExit(
  link: PlaybookLink,
  shown: PlaybookNode | undefined,
  older: PlaybookNode | null | undefined,
): PlaybookLink | null {
  const ports = shown ? outPorts(shown) : []
  if (ports.includes(link.source.port)) return link
  const place = older ? outPorts(older).indexOf(link.source.port) : 0
  const port = ports[Math.min(Math.max(place, 0), ports.length - 1)]
  return port === undefined ? null : { ...link, source: { ...link.source, port } }
}
