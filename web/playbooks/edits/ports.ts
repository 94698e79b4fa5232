import { outPorts, type PlaybookGraph, type PlaybookNode } from '@tocsin/engine/playbook/index.ts'
import { findNode, replaceNode } from './graph-edits.ts'

/**
 * Puts a changed node in the place of the old one and keeps its links: those of a renamed exit follow the new name,
 * those of an exit that is gone go too.
 */
export function changePorts(
  graph: PlaybookGraph,
  node: PlaybookNode,
  renamed?: { from: string; to: string },
): PlaybookGraph {
  const before = findNode(graph, node.id)
  if (!before) return graph
  const replaced = replaceNode(graph, node)
  const ports = outPorts(node)
  // A name typed twice for a moment must not swallow the links of the exit that had it first.
  const isClear = renamed && !outPorts(before).includes(renamed.to)
  const links = replaced.links.flatMap((link) => {
    if (link.source.id !== node.id) return [link]
    if (isClear && link.source.port === renamed.from) {
      return [{ ...link, source: { id: node.id, port: renamed.to } }]
    }
    return ports.includes(link.source.port) ? [link] : []
  })
  return { ...replaced, links }
}

/** A name for a new exit that the node does not have yet. */
export function freePort(node: PlaybookNode, stem: string): string {
  const ports = new Set(outPorts(node))
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? stem : `${stem} ${number}`
    if (!ports.has(name)) return name
  }
}

/** The list with one item moved by a place. */
export function moveItem<Item>(items: readonly Item[], index: number, by: -1 | 1): Item[] {
  const moved = [...items]
  const to = index + by
  if (to < 0 || to >= items.length) return moved
  moved.splice(to, 0, ...moved.splice(index, 1))
  return moved
}
