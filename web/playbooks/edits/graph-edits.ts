import {
  downstreamIds,
  indexGraph,
  outPorts,
  type PlaybookGraph,
  type PlaybookNode,
} from '@tocsin/engine/playbook/index.ts'
import { newId } from './new-id.ts'
import { nodeSize } from './node-size.ts'

/** Free room between two nodes in a row, in pixels. */
const gap = 96
const grid = 8

type Place = { x: number; y: number }

export function findNode(graph: PlaybookGraph, id: string): PlaybookNode | undefined {
  return graph.nodes.find((node) => node.id === id)
}

/** Adds a node at a place, with the next number (PBK-09) and a name nobody else has, so that references read clearly. */
export function addNode(graph: PlaybookGraph, node: PlaybookNode, place: Place): PlaybookGraph {
  const number = Math.max(0, ...graph.nodes.map((each) => each.number ?? 0)) + 1
  const added = { ...node, number, name: freeName(graph, node.name), position: snapped(place) }
  return { ...graph, nodes: [...graph.nodes, added] }
}

export function freeName(graph: PlaybookGraph, wanted: string): string {
  const taken = new Set(graph.nodes.map((node) => node.name))
  if (!taken.has(wanted)) return wanted
  const stem = wanted.replace(/ \d+$/, '')
  for (let number = 2; ; number += 1) if (!taken.has(`${stem} ${number}`)) return `${stem} ${number}`
}

/**
 * Adds a node behind an exit of another one (PBK-05, PBK-06). What followed that exit now follows the first exit of
 * the new node, and makes room for it.
 */
export function addAfter(graph: PlaybookGraph, sourceId: string, port: string, node: PlaybookNode): PlaybookGraph {
  const source = findNode(graph, sourceId)
  if (!source) return graph
  const [firstPort] = outPorts(node)
  const followers = graph.links.filter((link) => link.source.id === sourceId && link.source.port === port)
  const size = nodeSize(node)
  const place = placeAfter(graph, source, port, node)
  const makesRoom = firstPort !== undefined && followers.length > 0
  const roomy = makesRoom ? shiftBehind(graph, followers, place.x + size.width + gap) : graph
  const linked = roomy.links.map((link) =>
    makesRoom && followers.includes(link)
      ? { ...link, source: { id: node.id, port: firstPort }, vertices: undefined }
      : link,
  )
  const link = { id: newId(), source: { id: sourceId, port }, target: { id: node.id, port: 'in' } }
  return addNode({ ...roomy, links: [...linked, link] }, node, place)
}

/** Right of the source, level with it, below it for a lower exit; further down where the place is taken. */
function placeAfter(graph: PlaybookGraph, source: PlaybookNode, port: string, node: PlaybookNode): Place {
  const from = nodeSize(source)
  const size = nodeSize(node)
  const ports = outPorts(source)
  const x = source.position.x + from.width + gap
  const spread = (ports.indexOf(port) - (ports.length - 1) / 2) * 104
  let y = source.position.y + from.height / 2 - size.height / 2 + (ports.length > 1 ? spread : 0)
  // What follows makes room by itself, unless the new node leads nowhere.
  const followed =
    outPorts(node).length === 0
      ? []
      : graph.links.filter((link) => link.source.id === source.id && link.source.port === port)
  const followers = new Set(followed.map((link) => link.target.id))
  const others = graph.nodes.filter((each) => each.id !== source.id && !followers.has(each.id))
  const isTaken = () => others.some((each) => overlaps({ ...each.position, ...nodeSize(each) }, { x, y, ...size }))
  while (isTaken()) y += 32
  return { x, y }
}

type Box = Place & { width: number; height: number }

function overlaps(a: Box, b: Box): boolean {
  const room = 24
  return (
    a.x < b.x + b.width + room &&
    b.x < a.x + a.width + room &&
    a.y < b.y + b.height + room &&
    b.y < a.y + a.height + room
  )
}

/** Moves everything behind the links to the right, so that the first of it begins at `x` or later. */
function shiftBehind(graph: PlaybookGraph, followers: PlaybookGraph['links'], x: number): PlaybookGraph {
  const topology = indexGraph(graph)
  const first = new Set(followers.map((link) => link.target.id))
  const behind = new Set([...first, ...[...first].flatMap((id) => [...downstreamIds(topology, id)])])
  const nearest = Math.min(...graph.nodes.filter(({ id }) => first.has(id)).map((node) => node.position.x))
  const by = Math.max(0, x - nearest)
  if (by === 0 || !Number.isFinite(by)) return graph
  return moveNodes(
    graph,
    new Map(
      graph.nodes
        .filter(({ id }) => behind.has(id))
        .map((node) => [node.id, { x: node.position.x + by, y: node.position.y }]),
    ),
  )
}

export function moveNodes(graph: PlaybookGraph, places: ReadonlyMap<string, Place>): PlaybookGraph {
  const isMoved = (node: PlaybookNode) => {
    const place = places.get(node.id)
    return place !== undefined && (place.x !== node.position.x || place.y !== node.position.y)
  }
  if (!graph.nodes.some(isMoved)) return graph
  const nodes = graph.nodes.map((node) => {
    const place = places.get(node.id)
    return place ? { ...node, position: { x: Math.round(place.x), y: Math.round(place.y) } } : node
  })
  // Corners that a file brought belong to the old places.
  const links = graph.links.map((link) =>
    link.vertices && (places.has(link.source.id) || places.has(link.target.id))
      ? { ...link, vertices: undefined }
      : link,
  )
  return { ...graph, nodes, links }
}

export type LinkRefusal = 'itself' | 'twice' | 'loop' | 'no-entry'

/** Why a link between the two cannot be drawn, or null where it can. */
export function refuseLink(graph: PlaybookGraph, source: string, port: string, target: string): LinkRefusal | null {
  if (source === target) return 'itself'
  const node = findNode(graph, target)
  if (!node || node.kind === 'start') return 'no-entry'
  const isThere = graph.links.some(
    (link) => link.source.id === source && link.source.port === port && link.target.id === target,
  )
  if (isThere) return 'twice'
  return downstreamIds(indexGraph(graph), target).has(source) ? 'loop' : null
}

export function addLink(graph: PlaybookGraph, source: string, port: string, target: string): PlaybookGraph {
  if (refuseLink(graph, source, port, target)) return graph
  const link = { id: newId(), source: { id: source, port }, target: { id: target, port: 'in' } }
  return { ...graph, links: [...graph.links, link] }
}

/** Start stays, and so does the last End (PBK-03). */
export function isRemovable(graph: PlaybookGraph, id: string): boolean {
  const node = findNode(graph, id)
  if (!node || node.kind === 'start') return false
  return node.kind !== 'end' || graph.nodes.filter((each) => each.kind === 'end').length > 1
}

/** Removes nodes and links. What led to a removed node of a single way on leads to what followed it. */
export function removeParts(
  graph: PlaybookGraph,
  nodeIds: readonly string[],
  linkIds: readonly string[] = [],
): PlaybookGraph {
  const withoutLinks = linkIds.length > 0 ? graph.links.filter(({ id }) => !linkIds.includes(id)) : graph.links
  return nodeIds.reduce<PlaybookGraph>(
    removeNode,
    withoutLinks === graph.links ? graph : { ...graph, links: withoutLinks },
  )
}

function removeNode(graph: PlaybookGraph, id: string): PlaybookGraph {
  if (!isRemovable(graph, id)) return graph
  const incoming = graph.links.filter((link) => link.target.id === id)
  const outgoing = graph.links.filter((link) => link.source.id === id)
  const rest: PlaybookGraph = {
    ...graph,
    nodes: graph.nodes.filter((node) => node.id !== id),
    links: graph.links.filter((link) => !incoming.includes(link) && !outgoing.includes(link)),
  }
  if (new Set(outgoing.map((link) => link.source.port)).size !== 1) return rest
  return incoming.reduce(
    (healed, into) =>
      outgoing.reduce((each, out) => addLink(each, into.source.id, into.source.port, out.target.id), healed),
    rest,
  )
}

/** Puts a changed node in the place of the old one. */
export function replaceNode(graph: PlaybookGraph, node: PlaybookNode): PlaybookGraph {
  return { ...graph, nodes: graph.nodes.map((each) => (each.id === node.id ? node : each)) }
}

function snapped({ x, y }: Place): Place {
  return { x: Math.round(x / grid) * grid, y: Math.round(y / grid) * grid }
}
