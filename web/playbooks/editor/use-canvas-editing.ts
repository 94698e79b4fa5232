import type { Action } from '@tocsin/contracts/integration.ts'
import type { PlaybookGraph, PlaybookNode } from '@tocsin/engine/playbook/index.ts'
import { useMemo } from 'react'
import { useTexts } from '../../i18n/index.ts'
import { toast } from '../../ui/index.ts'
import type { CanvasEditing } from '../canvas/canvas-editing.ts'
import { type Clip, copyNodes, pasteNodes, readClip } from '../edits/clip.ts'
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

type Place = { x: number; y: number }

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
  const { graph, apply, select, selected } = editor
  // The same list for as long as the actions are the same: nodes are drawn again for a new one.
  const offered = useMemo(() => actions.filter(isOffered), [actions])
  return useMemo(() => {
    if (readOnly) return null
    /** A node stands for the whole selection that it is part of. */
    const together = (nodeId: string) => (selected.has(nodeId) ? [...selected] : [nodeId])
    const paste = (clip: Clip, place: Place) => {
      const { graph: pasted, copies } = pasteNodes(graph, clip, place)
      apply(() => pasted)
      select(new Set(copies))
    }
    return {
      actions: offered,
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
      onRemove: (nodeIds) => {
        const ids = nodeIds.flatMap(together)
        apply((before) => removeParts(before, ids, ids))
      },
      onNudge: (nodeId, x, y) => {
        const ids = together(nodeId)
        apply((before) => moveNodes(before, placesBy(before, ids, x, y)), `nudge ${ids.join(' ')}`)
      },
      onCopy() {
        const clip = copyNodes(graph, selected)
        return clip && JSON.stringify(clip)
      },
      onCut() {
        const ids = [...selected]
        apply((before) => removeParts(before, ids))
      },
      onPaste(text, place) {
        const clip = readClip(text)
        if (clip) paste(clip, place)
        return clip !== null
      },
      onMove: (places) => apply((before) => moveNodes(before, places)),
      mayLink: (source, port, target) => refuseLink(graph, source, port, target) === null,
      linkTargets: (nodeId, port) => graph.nodes.filter(({ id }) => refuseLink(graph, nodeId, port, id) === null),
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
  }, [readOnly, graph, selected, offered, apply, select, onAdded, t])
}

/** A filter behind an action reads that action (NOD-30). */
function prepared(node: PlaybookNode, before: PlaybookNode | undefined): PlaybookNode {
  return node.kind === 'filter' && before?.kind === 'action' ? { ...node, sourceNode: before.id } : node
}

function placesBy(graph: PlaybookGraph, ids: readonly string[], x: number, y: number): Map<string, Place> {
  const moved = new Set(ids)
  return new Map(
    graph.nodes
      .filter(({ id }) => moved.has(id))
      .map(({ id, position }) => [id, { x: position.x + x, y: position.y + y }]),
  )
}
