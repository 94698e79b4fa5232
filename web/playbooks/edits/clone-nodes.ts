import type { PlaybookGraph } from '@tocsin/engine/playbook/index.ts'
import { copyNodes, pasteNodes } from './clip.ts'

/**
 * Copies nodes with their configuration and the links between them (PBK-08). References from one copied node to
 * another lead to the copies. Start is never copied. Gives the ids of the copies.
 */
export function cloneNodes(graph: PlaybookGraph, ids: readonly string[]): { graph: PlaybookGraph; copies: string[] } {
  const clip = copyNodes(graph, new Set(ids))
  if (!clip) return { graph, copies: [] }
  const x = Math.min(...clip.nodes.map(({ position }) => position.x))
  const y = Math.min(...clip.nodes.map(({ position }) => position.y))
  return pasteNodes(graph, clip, { x: x + 32, y: y + 88 })
}
