import type { PlaybookGraph } from '@tocsin/engine/playbook/index.ts'
import { useReactFlow, useStoreApi } from '@xyflow/react'
import { useEffect, useRef } from 'react'
import { nodeSize } from '../edits/node-size.ts'

/** Room kept around a node that is brought into sight, in pixels. */
const margin = 48
/** A panel that opens with the choice has then taken its place, in milliseconds. */
const settled = 80

/** Brings a node into sight where it is hidden; the canvas stays where it is otherwise. */
export function useReveal(graph: PlaybookGraph, reveal: { id: string } | null | undefined): void {
  const flow = useReactFlow()
  const store = useStoreApi()
  const latest = useRef(graph)
  latest.current = graph
  useEffect(() => {
    if (!reveal) return
    const timer = setTimeout(() => {
      const node = latest.current.nodes.find(({ id }) => id === reveal.id)
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
    }, settled)
    return () => clearTimeout(timer)
  }, [reveal, flow, store])
}
