import { useMemo, useRef } from 'react'
import type { CanvasDeeds, CanvasEdit } from './CanvasContext.ts'

interface Deeds {
  onSelect: (change: (before: ReadonlySet<string>) => ReadonlySet<string>) => void
  onOpen?: (nodeId: string) => void
  onStep: CanvasDeeds['onStep']
  edit: CanvasEdit | null
}

/** What nodes can ask for, as one object that stays the same while the graph changes: no node is drawn again for it. */
export function useCanvasDeeds(deeds: Deeds): CanvasDeeds {
  const latest = useRef(deeds)
  latest.current = deeds
  const isEditable = deeds.edit !== null
  const actions = deeds.edit?.actions
  return useMemo(() => {
    const edit = () => latest.current.edit
    return {
      onOpen(id) {
        latest.current.onSelect(() => new Set([id]))
        latest.current.onOpen?.(id)
      },
      onStep: (id, by) => latest.current.onStep(id, by),
      edit: isEditable
        ? {
            actions: actions ?? [],
            onAddAfter: (...given) => edit()?.onAddAfter(...given),
            onLink: (...given) => edit()?.onLink(...given),
            linkTargets: (id, port) => edit()?.linkTargets(id, port) ?? [],
            onClone: (...given) => edit()?.onClone(...given),
            onRemove: (...given) => edit()?.onRemove(...given),
            onNudge: (...given) => edit()?.onNudge(...given),
            mayRemove: (id) => edit()?.mayRemove(id) ?? false,
            isLinked: (id, port) => edit()?.isLinked(id, port) ?? false,
          }
        : null,
    }
  }, [isEditable, actions])
}
