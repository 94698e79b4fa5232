import type { Action } from '@tocsin/contracts/integration.ts'
import type { PlaybookNode } from '@tocsin/engine/playbook/index.ts'
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
import { type Addition, makeNode } from '../edits/make-node.ts'
import { isOffered } from './action-choice.ts'
import { editorTexts } from './texts.ts'
import type { GraphEditor } from './use-graph-editor.ts'

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
  actions: readonly Action[],
  onAdded: (nodeId: string) => void,
): CanvasEditing | null {
  const t = useTexts(editorTexts)
  const { graph, apply, select } = editor
  return useMemo(() => {
    if (readOnly) return null
    return {
      actions: actions.filter(isOffered),
      onAddAfter(nodeId, port, addition) {
        const node = prepared(makeNode(addition.kind, addition.action), findNode(graph, nodeId))
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
        const { kind, action } = JSON.parse(dropped) as Addition
        const node = makeNode(kind, action)
        apply((before) => addNode(before, node, place))
        onAdded(node.id)
      },
      mayRemove: (nodeId) => isRemovable(graph, nodeId),
      isLinked: (nodeId, port) => graph.links.some(({ source }) => source.id === nodeId && source.port === port),
    }
  }, [readOnly, graph, actions, apply, select, onAdded, t])
}

/** A filter behind an action reads that action (NOD-30). */
function prepared(node: PlaybookNode, before: PlaybookNode | undefined): PlaybookNode {
  return node.kind === 'filter' && before?.kind === 'action' ? { ...node, sourceNode: before.id } : node
}
