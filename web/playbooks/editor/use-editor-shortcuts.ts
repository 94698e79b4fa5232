import { useTexts } from '../../i18n/index.ts'
import { useShortcut, useShortcutNote } from '../../ui/index.ts'
import type { CanvasEditing } from '../canvas/canvas-editing.ts'
import { cloneNodes } from '../edits/clone-nodes.ts'
import { isRemovable, removeParts } from '../edits/graph-edits.ts'
import { editorTexts } from './texts.ts'
import type { GraphEditor } from './use-graph-editor.ts'

/** The keys of the editor; `?` lists them. */
export function useEditorShortcuts(editor: GraphEditor, editing: CanvasEditing | null): void {
  const t = useTexts(editorTexts)
  const { graph, selected, apply, select } = editor
  const isEditable = editing !== null
  const hasSelection = selected.size > 0
  const chosen = graph.nodes.filter(({ id }) => selected.has(id)).map(({ id }) => id)
  const hasNodes = chosen.length > 0

  const remove = () => {
    const ids = [...selected]
    const nodes = ids.filter((id) => isRemovable(graph, id))
    apply((before) => removeParts(before, nodes, ids))
  }
  const clone = () => {
    const { graph: cloned, copies } = cloneNodes(graph, chosen)
    if (copies.length === 0) return
    apply(() => cloned)
    select(new Set(copies))
  }
  const nudge = (x: number, y: number) => (event: KeyboardEvent) => {
    const far = event.shiftKey ? 5 : 1
    if (chosen[0]) editing?.onNudge(chosen[0], x * far, y * far)
  }

  useShortcut('Ctrl-z', t('undo'), (event) => (event.shiftKey ? editor.redo() : editor.undo()), isEditable)
  useShortcut('Ctrl-y', t('redo'), editor.redo, isEditable)
  useShortcut('Ctrl-a', t('selectAll'), () => select(new Set(graph.nodes.map(({ id }) => id))))
  useShortcutNote('Ctrl-c', t('copy'), isEditable)
  useShortcutNote('Ctrl-x', t('cut'), isEditable)
  useShortcutNote('Ctrl-v', t('paste'), isEditable)
  useShortcut('Ctrl-d', t('clone'), clone, isEditable && hasNodes)
  useShortcut('Delete', t('delete'), remove, isEditable && hasSelection)
  useShortcut('Backspace', t('delete'), remove, isEditable && hasSelection)
  useShortcut('ArrowLeft', t('nudgeLeft'), nudge(-8, 0), isEditable && hasNodes)
  useShortcut('ArrowRight', t('nudgeRight'), nudge(8, 0), isEditable && hasNodes)
  useShortcut('ArrowUp', t('nudgeUp'), nudge(0, -8), isEditable && hasNodes)
  useShortcut('ArrowDown', t('nudgeDown'), nudge(0, 8), isEditable && hasNodes)
  useShortcut('Escape', t('close'), () => select(new Set()), hasSelection)
  useShortcutNote('Tab', t('nextNode'))
  useShortcutNote('Enter', t('openForm'))
  useShortcutNote('+', t('addAfter'), isEditable)
  useShortcutNote('l', t('linkTo'), isEditable)
}
