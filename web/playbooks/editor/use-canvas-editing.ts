import { useMemo } from 'react'
import { useTexts } from '../../i18n/index.ts'
import { toast } from '../../ui/index.ts'
import type { CanvasEditing } from '../canvas/PlaybookCanvas.tsx'
import { cloneNodes } from '../edits/clone-nodes.ts'
import {
  addAfter,
  addLink,
  addNode,
  findNode,
  isRemovable,
  moveNodes,
  refuseLink,
  removeParts,
} from '../edits/graph-edits.ts'
import { type AddableKind, type ChosenAction, makeNode } from '../edits/make-node.ts'
import { editorTexts } from './texts.ts'
import type { GraphEditor } from './use-graph-editor.ts'

/** What the palette passes: a kind, or an action chosen at once. */
export interface PaletteItem {
  kind: AddableKind
  action?: ChosenAction
}

const reasons = {
  itself: 'refusedItself',
  twice: 'refusedTwice',
  loop: 'refusedLoop',
  'no-entry': 'refusedEntry',
} as const

/** Turns what happens on the canvas into edits of the graph; null where nothing may be changed. */
export function useCanvasEditing(
  editor: GraphEditor,
  readOnly: boolean,
  onAdded: (nodeId: string) => void,
): CanvasEditing | null {
  const t = useTexts(editorTexts)
  const { graph, apply, select } = editor
  return useMemo(() => {
    if (readOnly) return null
    return {
      onAddAfter(nodeId, port, kind) {
        const node = makeNode(kind)
        apply((before) => addAfter(before, nodeId, port, node))
        onAdded(node.id)
      },
      onClone(nodeId) {
        const { graph: cloned, copies } = cloneNodes(graph, [nodeId])
        apply(() => cloned)
        select(new Set(copies))
      },
      onRemove: (nodeIds) => apply((before) => removeParts(before, nodeIds)),
      onNudge: (nodeId, x, y) =>
        apply((before) => {
          const at = findNode(before, nodeId)?.position
          return at ? moveNodes(before, new Map([[nodeId, { x: at.x + x, y: at.y + y }]])) : before
        }, `nudge ${nodeId}`),
      onMove: (places) => apply((before) => moveNodes(before, places)),
      mayLink: (source, port, target) => refuseLink(graph, source, port, target) === null,
      onLink(source, port, target) {
        const reason = refuseLink(graph, source, port, target)
        if (reason) return toast.note(t(reasons[reason]))
        apply((before) => addLink(before, source, port, target))
      },
      onDrop(dropped, place) {
        const { kind, action } = JSON.parse(dropped) as PaletteItem
        const node = makeNode(kind, action)
        apply((before) => addNode(before, node, place))
        onAdded(node.id)
      },
      mayRemove: (nodeId) => isRemovable(graph, nodeId),
      isLinked: (nodeId, port) => graph.links.some(({ source }) => source.id === nodeId && source.port === port),
    }
  }, [readOnly, graph, apply, select, onAdded, t])
}
