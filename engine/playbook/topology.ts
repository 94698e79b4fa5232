import type { PlaybookGraph, PlaybookLink } from './graph.ts'
import type { PlaybookNode } from './nodes.ts'

/** A graph indexed for walking. Build it once per graph. */
export interface Topology {
  node(id: string): PlaybookNode | undefined
  incoming(id: string): readonly PlaybookLink[]
  outgoing(id: string): readonly PlaybookLink[]
  /** Nodes so that every link leads forward; those on a cycle are missing. */
  readonly order: readonly PlaybookNode[]
}

const none: readonly PlaybookLink[] = []

export function indexGraph(graph: PlaybookGraph): Topology {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]))
  const links = graph.links.filter((link) => nodes.has(link.source.id) && nodes.has(link.target.id))
  const incoming = groupLinks(links, (link) => link.target.id)
  const outgoing = groupLinks(links, (link) => link.source.id)
  const topology = {
    node: (id: string) => nodes.get(id),
    incoming: (id: string) => incoming.get(id) ?? none,
    outgoing: (id: string) => outgoing.get(id) ?? none,
  }
  return { ...topology, order: forwardOrder(graph.nodes, topology) }
}

function groupLinks(
  links: readonly PlaybookLink[],
  keyOf: (link: PlaybookLink) => string,
): Map<string, PlaybookLink[]> {
  const groups = new Map<string, PlaybookLink[]>()
  for (const link of links) {
    const key = keyOf(link)
    const group = groups.get(key)
    if (group) group.push(link)
    else groups.set(key, [link])
  }
  return groups
}

function forwardOrder(nodes: readonly PlaybookNode[], topology: Omit<Topology, 'order'>): PlaybookNode[] {
  const open = new Map(nodes.map((node) => [node.id, topology.incoming(node.id).length]))
  const ready = nodes.filter((node) => open.get(node.id) === 0)
  const order: PlaybookNode[] = []
  for (const node of ready) {
    order.push(node)
    for (const link of topology.outgoing(node.id)) {
      const left = (open.get(link.target.id) ?? 0) - 1
      open.set(link.target.id, left)
      const target = topology.node(link.target.id)
      if (left === 0 && target) ready.push(target)
    }
  }
  return order
}

/** The ids of everything that can be reached from `id` against the links, without `id` itself unless on a cycle. */
export function upstreamIds(topology: Topology, id: string): Set<string> {
  return walk(id, (at) => topology.incoming(at).map((link) => link.source.id))
}

/** The same along the links. */
export function downstreamIds(topology: Topology, id: string): Set<string> {
  return walk(id, (at) => topology.outgoing(at).map((link) => link.target.id))
}

function walk(from: string, next: (id: string) => string[]): Set<string> {
  const seen = new Set<string>()
  const open = next(from)
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue
    seen.add(id)
    open.push(...next(id))
  }
  return seen
}

/** Nodes whose values a node may refer to, in running order: for the value picker (PLC-01, PLC-03, NOD-21). */
export function reachableUpstream(graph: PlaybookGraph, nodeId: string): PlaybookNode[] {
  const topology = indexGraph(graph)
  const upstream = upstreamIds(topology, nodeId)
  return topology.order.filter((node) => upstream.has(node.id) && node.id !== nodeId)
}
