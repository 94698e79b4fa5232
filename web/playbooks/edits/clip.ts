import {
  leadReferences,
  type PlaybookGraph,
  type PlaybookLink,
  type PlaybookNode,
  playbookLink,
  playbookNode,
  referencesOf,
} from '@tocsin/engine/playbook/index.ts'
import { z } from 'zod'
import { addNode } from './graph-edits.ts'
import { newId } from './new-id.ts'
import { nodeSize } from './node-size.ts'

/** Copied nodes as they lie in the clipboard. */
const clipForm = z.object({
  tocsin: z.literal('playbook-nodes'),
  nodes: z.array(playbookNode).min(1).max(1000),
  links: z.array(playbookLink),
  /** Nodes that are referred to and were not copied, to find them again in another playbook. */
  around: z.array(z.object({ id: z.string(), kind: z.string(), name: z.string() })).default([]),
})
export type Clip = z.infer<typeof clipForm>

type Place = { x: number; y: number }

/** The chosen nodes with the links among them, or null where there is nothing to copy. Start is never copied. */
export function copyNodes(graph: PlaybookGraph, ids: ReadonlySet<string>): Clip | null {
  const nodes = graph.nodes.filter(({ id, kind }) => ids.has(id) && kind !== 'start')
  if (nodes.length === 0) return null
  const copied = new Set(nodes.map(({ id }) => id))
  const used = new Set(nodes.flatMap(usedNodes))
  return {
    tocsin: 'playbook-nodes',
    nodes,
    links: graph.links.filter(({ source, target }) => copied.has(source.id) && copied.has(target.id)),
    around: graph.nodes.flatMap(({ id, kind, name }) => (used.has(id) && !copied.has(id) ? [{ id, kind, name }] : [])),
  }
}

function usedNodes(node: PlaybookNode): string[] {
  const referred = referencesOf(node).flatMap((each) =>
    each.ref === 'node' || each.ref === 'responder' ? [each.node] : [],
  )
  return node.kind === 'filter' ? [node.sourceNode, ...referred] : referred
}

/** What lies in the clipboard, or null where it is not from here. */
export function readClip(text: string): Clip | null {
  if (!text.includes('playbook-nodes')) return null
  try {
    const read = clipForm.safeParse(JSON.parse(text))
    return read.success ? read.data : null
  } catch {
    return null
  }
}

/**
 * Adds copied nodes with ids of their own and the links among them, the upper left corner at `place`, moved on where
 * that is taken. References among them lead to the copies; others stay, or lead to the one node of the same kind and
 * name where the node itself is not here. Gives the ids of the copies.
 */
export function pasteNodes(graph: PlaybookGraph, clip: Clip, place: Place): { graph: PlaybookGraph; copies: string[] } {
  const copyOf = new Map(clip.nodes.map(({ id }) => [id, newId()]))
  const led = new Map([...sameNamed(graph, clip), ...copyOf])
  const left = Math.min(...clip.nodes.map(({ position }) => position.x))
  const top = Math.min(...clip.nodes.map(({ position }) => position.y))
  const by = freeOffset(graph, clip.nodes, { x: place.x - left, y: place.y - top })
  const withNodes = clip.nodes.reduce((each, node) => {
    const copy = { ...leadReferences(node, led), id: copyOf.get(node.id) ?? node.id }
    return addNode(each, copy, { x: node.position.x + by.x, y: node.position.y + by.y })
  }, graph)
  const links = clip.links.flatMap((link) => copiedLink(link, copyOf))
  return { graph: { ...withNodes, links: [...withNodes.links, ...links] }, copies: [...copyOf.values()] }
}

function copiedLink(link: PlaybookLink, copyOf: ReadonlyMap<string, string>): PlaybookLink[] {
  const source = copyOf.get(link.source.id)
  const target = copyOf.get(link.target.id)
  if (!source || !target) return []
  const { vertices: _oldCorners, ...rest } = link
  return [{ ...rest, id: newId(), source: { ...link.source, id: source }, target: { ...link.target, id: target } }]
}

/** Node that was not copied and is not here → the one here that has its kind and name. */
function sameNamed(graph: PlaybookGraph, clip: Clip): [string, string][] {
  const here = new Set(graph.nodes.map(({ id }) => id))
  return clip.around.flatMap(({ id, kind, name }): [string, string][] => {
    if (here.has(id)) return []
    const found = graph.nodes.filter((node) => node.kind === kind && node.name === name)
    return found.length === 1 && found[0] ? [[id, found[0].id]] : []
  })
}

/** Steps down and right until no copy lies exactly on a node. */
function freeOffset(graph: PlaybookGraph, nodes: readonly PlaybookNode[], wanted: Place): Place {
  const isTaken = (by: Place) =>
    nodes.some((node) => {
      const { width, height } = nodeSize(node)
      return graph.nodes.some(
        ({ position }) =>
          Math.abs(position.x - node.position.x - by.x) < width / 2 &&
          Math.abs(position.y - node.position.y - by.y) < height / 2,
      )
    })
  let by = wanted
  for (let step = 0; isTaken(by) && step < 200; step += 1) by = { x: by.x + 32, y: by.y + 88 }
  return by
}
