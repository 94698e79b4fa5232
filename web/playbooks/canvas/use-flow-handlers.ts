import type { Connection, Edge, EdgeChange, NodeChange } from '@xyflow/react'
import { useMemo, useRef, useState } from 'react'
import type { CanvasEditing, Place } from './canvas-editing.ts'
import type { CanvasLink, CanvasNode } from './flow.ts'

type Selection = ReadonlySet<string>

interface Handled {
  onSelect: (change: (before: Selection) => Selection) => void
  editing: CanvasEditing | null
}

/**
 * What the canvas tells: selection, moves, links. The functions stay the same for as long as the canvas is there, as each
 * new one would make it ask every node and link whether it concerns them.
 */
export function useFlowHandlers(handled: Handled) {
  const latest = useRef(handled)
  latest.current = handled
  const [dragged, setDragged] = useState<ReadonlyMap<string, Place> | null>(null)
  const places = useRef(dragged)

  const handlers = useMemo(() => {
    const select = (changes: readonly { id: string; selected: boolean }[]) => {
      if (changes.length === 0) return
      latest.current.onSelect((before) => {
        const after = new Set(before)
        for (const change of changes) {
          if (change.selected) after.add(change.id)
          else after.delete(change.id)
        }
        return after
      })
    }
    const drag = (next: ReadonlyMap<string, Place> | null) => {
      places.current = next
      setDragged(next)
    }
    return {
      onNodesChange(changes: NodeChange<CanvasNode>[]) {
        select(changes.filter((change) => change.type === 'select'))
        const moves = changes.flatMap((change) =>
          change.type === 'position' && change.position ? [{ ...change, position: change.position }] : [],
        )
        if (moves.length === 0) return
        const moved = new Map([...(places.current ?? []), ...moves.map(({ id, position }) => [id, position] as const)])
        if (moves.some((move) => move.dragging)) return drag(moved)
        drag(null)
        latest.current.editing?.onMove(moved)
      },
      onEdgesChange(changes: EdgeChange<CanvasLink>[]) {
        select(changes.filter((change) => change.type === 'select'))
      },
      onConnect({ source, sourceHandle, target }: Connection) {
        latest.current.editing?.onLink(source, sourceHandle ?? '', target)
      },
      isValidConnection({ source, sourceHandle, target }: Connection | Edge) {
        return Boolean(latest.current.editing?.mayLink(source, sourceHandle ?? '', target))
      },
    }
  }, [])
  return { dragged, handlers }
}
