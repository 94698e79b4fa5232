import type { PlaybookGraph } from '@tocsin/engine/playbook/index.ts'
import { useMemo, useRef } from 'react'
import {
  type CanvasLink,
  type CanvasNode,
  type CanvasNodeData,
  type LinkTone,
  linkTone,
  type NodeMarks,
  type NodeProgress,
  toCanvasLink,
  toCanvasNode,
} from './flow.ts'

type Place = { x: number; y: number }

export interface FlowState {
  graph: PlaybookGraph
  selected: ReadonlySet<string>
  /** Where nodes are while they are dragged. */
  dragged: ReadonlyMap<string, Place> | null
  progress?: ReadonlyMap<string, NodeProgress>
  marks?: ReadonlyMap<string, NodeMarks>
  /** Of a comparison: what became of nodes and links. */
  changes?: ReadonlyMap<string, CanvasNodeData['change']>
}

interface Kept<Part> {
  of: readonly unknown[]
  part: Part
}

/**
 * The graph as the canvas draws it. What did not change stays the same object, so that moving one node of two hundred
 * draws one node and its links.
 */
export function useFlowParts(state: FlowState): { nodes: CanvasNode[]; links: CanvasLink[] } {
  const { graph, selected, dragged, progress, marks, changes } = state
  const keptNodes = useRef(new Map<string, Kept<CanvasNode>>())
  const keptLinks = useRef(new Map<string, Kept<CanvasLink>>())
  const nodes = useMemo(() => {
    const parts = graph.nodes.map((node) => {
      const data = { node, progress: progress?.get(node.id), marks: marks?.get(node.id), change: changes?.get(node.id) }
      const place = dragged?.get(node.id) ?? node.position
      const isSelected = selected.has(node.id)
      const of = [
        node,
        data.progress,
        data.marks?.errors,
        data.marks?.warnings,
        data.change,
        place.x,
        place.y,
        isSelected,
      ]
      return kept(keptNodes.current, node.id, of, () => ({
        ...toCanvasNode(node, data),
        position: place,
        selected: isSelected,
      }))
    })
    forget(keptNodes.current, graph.nodes)
    return parts
  }, [graph.nodes, progress, marks, changes, selected, dragged])
  const links = useMemo(() => {
    const parts = graph.links.map((link) => {
      const change = changes?.get(link.id)
      const tone: LinkTone = change === 'added' || change === 'removed' ? change : linkTone(link, progress)
      const isSelected = selected.has(link.id)
      return kept(keptLinks.current, link.id, [link, tone, isSelected], () => toCanvasLink(link, tone, isSelected))
    })
    forget(keptLinks.current, graph.links)
    return parts
  }, [graph.links, progress, changes, selected])
  return { nodes, links }
}

/** The part of before where nothing that it was made of is another one. */
function kept<Part>(known: Map<string, Kept<Part>>, id: string, of: readonly unknown[], make: () => Part): Part {
  const before = known.get(id)
  if (before?.of.every((each, index) => Object.is(each, of[index]))) return before.part
  const part = make()
  known.set(id, { of, part })
  return part
}

function forget(known: Map<string, unknown>, parts: readonly { id: string }[]): void {
  if (known.size <= parts.length) return
  const present = new Set(parts.map(({ id }) => id))
  for (const id of known.keys()) if (!present.has(id)) known.delete(id)
}
