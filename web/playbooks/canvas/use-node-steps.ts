import { indexGraph, type PlaybookGraph } from '@tocsin/engine/playbook/index.ts'
import { type RefObject, useRef } from 'react'
import type { CanvasDeeds } from './CanvasContext.ts'
import { focusNode } from './focus-node.ts'

/**
 * The way of the Tab key through a graph: from the canvas to its first node, on in running order, also to nodes that are
 * out of sight, and from the last one to the controls.
 */
export function useNodeSteps(
  graph: PlaybookGraph,
  section: RefObject<HTMLElement | null>,
  onReveal: (id: string) => void,
) {
  const latest = useRef(graph)
  latest.current = graph
  const goTo = (id: string) => {
    onReveal(id)
    focusNode(section.current, id)
  }
  const onStep: CanvasDeeds['onStep'] = (id, by) => {
    const order = walkingOrder(latest.current)
    const next = order[order.indexOf(id) + by]
    if (next !== undefined) goTo(next)
    else if (by < 0) section.current?.focus()
    else section.current?.querySelector<HTMLElement>('[data-controls] button')?.focus()
  }
  const onEnter = () => {
    const [first] = walkingOrder(latest.current)
    if (first !== undefined) goTo(first)
    return first !== undefined
  }
  return { onStep, onEnter }
}

/** Nodes in running order; those that no link leads to, or that lie on a cycle, come last. */
export function walkingOrder(graph: PlaybookGraph): string[] {
  const start = graph.nodes.find(({ kind }) => kind === 'start')?.id
  const ordered = indexGraph(graph).order.map(({ id }) => id)
  return [...new Set([...(start ? [start] : []), ...ordered, ...graph.nodes.map(({ id }) => id)])]
}
