import type { PlaybookGraph } from '@tocsin/engine/playbook/index.ts'
import { useReactFlow, useStoreApi } from '@xyflow/react'
import { useCallback, useEffect, useRef } from 'react'
import { nodeSize } from '../edits/node-size.ts'
import { focusNode } from './focus-node.ts'

/** Room kept around a node that is brought into sight, in pixels. */
const margin = 48
/** A panel that opens with the choice has then taken its place, in milliseconds. */
const settled = 80

export interface Reveal {
  id: string
  /** Gives it the focus too. */
  focus?: boolean
}

/** Brings a node into sight where it is hidden; the canvas stays where it is otherwise. */
export function useReveal(graph: PlaybookGraph, reveal: Reveal | null | undefined): (id: string) => void {
  const flow = useReactFlow()
  const store = useStoreApi()
  const latest = useRef(graph)
  latest.current = graph
  const show = useCallback(
    (id: string) => {
      const node = latest.current.nodes.find((each) => each.id === id)
      if (!node) return
      const size = nodeSize(node)
      const { x, y, zoom } = flow.getViewport()
      const { width, height } = store.getState()
      const left = node.position.x * zoom + x
      const top = node.position.y * zoom + y
      const isInside =
        left >= margin &&
        top >= margin &&
        left + size.width * zoom <= width - margin &&
        top + size.height * zoom <= height - margin
      if (isInside && zoom >= 0.4) return
      const centre = { x: node.position.x + size.width / 2, y: node.position.y + size.height / 2 }
      void flow.setCenter(centre.x, centre.y, { zoom: Math.max(zoom, 0.7), duration: 150 })
    },
    [flow, store],
  )
  useEffect(() => {
    if (!reveal) return
    const timer = setTimeout(() => {
      show(reveal.id)
      if (reveal.focus) focusNode(document, reveal.id)
    }, settled)
    return () => clearTimeout(timer)
  }, [reveal, show])
  return show
}
