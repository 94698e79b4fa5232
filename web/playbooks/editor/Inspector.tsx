import { Button } from '@mantine/core'
import { IconCopy, IconTrash } from '@tabler/icons-react'
import type { Action } from '@tocsin/contracts/integration.ts'
import type { PlaybookGraph } from '@tocsin/engine/playbook/index.ts'
import type { KeyboardEvent } from 'react'
import { useTexts } from '../../i18n/index.ts'
import type { CanvasEditing } from '../canvas/canvas-editing.ts'
import { focusNode } from '../canvas/focus-node.ts'
import { cloneNodes } from '../edits/clone-nodes.ts'
import { findNode, removeParts } from '../edits/graph-edits.ts'
import { shownName } from '../edits/shown-name.ts'
import styles from './Editor.module.css'
import { NodeForm, type TestMode } from './NodeForm.tsx'
import { Palette } from './Palette.tsx'
import { editorTexts } from './texts.ts'
import type { GraphEditor } from './use-graph-editor.ts'

interface InspectorProps {
  playbookId: string
  graph: PlaybookGraph
  editor: GraphEditor
  editing: CanvasEditing | null
  actions: readonly Action[]
  readOnly: boolean
  testMode: TestMode
}

/** The right side: the palette, or the form of what is selected. */
export function Inspector(props: InspectorProps) {
  const { graph, editor, editing, actions, readOnly } = props
  const t = useTexts(editorTexts)
  const nodes = graph.nodes.filter(({ id }) => editor.selected.has(id))
  const [node] = nodes
  const link = nodes.length === 0 ? graph.links.find(({ id }) => editor.selected.has(id)) : undefined
  const onKeyDown = (event: KeyboardEvent) => {
    const { target, currentTarget } = event
    if (event.key !== 'Escape' || event.defaultPrevented || !node || !(target instanceof HTMLElement)) return
    // Lists and pickers of the form close first.
    if (!currentTarget.contains(target) || target.ariaExpanded === 'true') return
    event.stopPropagation()
    focusNode(document, node.id)
  }
  return (
    <aside className={styles.inspector} aria-label={t('inspector')} data-inspector onKeyDown={onKeyDown}>
      {nodes.length === 1 && node ? (
        <NodeForm key={node.id} node={node} {...props} />
      ) : nodes.length > 1 ? (
        <Several count={nodes.length} editor={editor} readOnly={readOnly} />
      ) : link ? (
        <div className={styles.section}>
          <h2>{t('link')}</h2>
          <p>
            {t('linkText', {
              from: nameOf(graph, link.source.id),
              port: link.source.port,
              to: nameOf(graph, link.target.id),
            })}
          </p>
          {!readOnly && (
            <div>
              <Button
                leftSection={<IconTrash size={14} />}
                onClick={() => editor.apply((before) => removeParts(before, [], [link.id]))}
              >
                {t('delete')}
              </Button>
            </div>
          )}
        </div>
      ) : (
        editing && <Palette actions={actions} graph={graph} editing={editing} />
      )}
    </aside>
  )
}

function nameOf(graph: PlaybookGraph, id: string): string {
  const node = findNode(graph, id)
  return node ? shownName(node) : '?'
}

function Several({ count, editor, readOnly }: { count: number; editor: GraphEditor; readOnly: boolean }) {
  const t = useTexts(editorTexts)
  const ids = [...editor.selected]
  const clone = () => {
    const { graph, copies } = cloneNodes(editor.graph, ids)
    editor.apply(() => graph)
    editor.select(new Set(copies))
  }
  return (
    <div className={styles.section}>
      <h2>{t('several', { n: count })}</h2>
      {!readOnly && (
        <div className={styles.row}>
          <Button leftSection={<IconCopy size={14} />} onClick={clone}>
            {t('clone')}
          </Button>
          <Button
            leftSection={<IconTrash size={14} />}
            onClick={() => editor.apply((before) => removeParts(before, ids, ids))}
          >
            {t('delete')}
          </Button>
        </div>
      )}
    </div>
  )
}
