import type { OpenedPlaybookVersion, PlaybookDetail } from '@tocsin/contracts/playbook.ts'
import type { PlaybookGraph, PlaybookNode } from '@tocsin/engine/playbook/index.ts'
import { useCallback, useMemo, useState } from 'react'
import { useTexts } from '../../i18n/index.ts'
import { paths } from '../../paths.ts'
import { Page } from '../../ui/index.ts'
import { PlaybookCanvas } from '../canvas/PlaybookCanvas.tsx'
import type { Reveal } from '../canvas/use-reveal.ts'
import { isTestable } from '../node-test/mock-text.ts'
import { TestDock } from '../node-test/TestDock.tsx'
import { PlaybookState } from '../PlaybookState.tsx'
import { playbookTexts } from '../texts.ts'
import { ConflictDialog } from './ConflictDialog.tsx'
import styles from './Editor.module.css'
import { EditorActions } from './EditorActions.tsx'
import { focusField, focusForm } from './focus-form.ts'
import { Inspector } from './Inspector.tsx'
import { ProblemsList } from './ProblemsList.tsx'
import { openedGraph, readGraph } from './read-graph.ts'
import { SaveState } from './SaveState.tsx'
import { editorTexts } from './texts.ts'
import { useAskBeforeLeaving } from './use-ask-before-leaving.ts'
import { useAutosave } from './use-autosave.ts'
import { useCanvasEditing } from './use-canvas-editing.ts'
import { useDraftSaving } from './use-draft-saving.ts'
import { useEditorShortcuts } from './use-editor-shortcuts.ts'
import { useFollowOthers } from './use-follow-others.ts'
import { useGraphEditor } from './use-graph-editor.ts'
import { useProblems } from './use-problems.ts'
import { useRestoreVersion } from './use-restore-version.ts'
import { VersionBanner } from './VersionBanner.tsx'

/** The editor: canvas, form of the selected node at the right, problems below, draft saved by itself. */
export function Editor({ detail }: { detail: PlaybookDetail }) {
  const t = useTexts(editorTexts)
  const library = useTexts(playbookTexts)
  const [initial] = useState(() => openedGraph(detail))
  const editor = useGraphEditor(initial)
  const [autosave, setAutosave] = useAutosave(t('autosave'))
  const saving = useDraftSaving({
    playbookId: detail.id,
    graph: editor.graph,
    revision: detail.draft?.revision ?? null,
    autosave,
  })
  useFollowOthers(detail, editor, saving)
  useAskBeforeLeaving(saving)

  const [viewed, setViewed] = useState<OpenedPlaybookVersion | null>(null)
  const [reveal, setReveal] = useState<Reveal | null>(null)
  const [fitKey, setFitKey] = useState(0)
  const viewedGraph = useMemo(() => (viewed ? readGraph(viewed.graph) : null), [viewed])
  const graph = viewedGraph ?? editor.graph
  const readOnly = viewed !== null || detail.abilities.edit !== true
  const { select } = editor
  const show = useCallback(
    (id: string, path?: string) => {
      select(new Set([id]))
      setReveal({ id, focus: path === undefined })
      if (path !== undefined) focusField(path)
    },
    [select],
  )
  const { problems, marks, actions, isReady } = useProblems(graph, detail)
  const [isTesting, setTesting] = useState(false)
  const tested = isTesting && !readOnly ? onlySelected(graph, editor.selected) : undefined
  const turnTesting = (on: boolean) => {
    setTesting(on)
    // The canvas gets smaller; what is tested stays in sight.
    const [id] = editor.selected
    if (on && id) setReveal({ id })
  }
  const editing = useCanvasEditing(editor, readOnly, actions, show)
  const hasDraft = detail.draft !== null || saving.isDirty

  const restoreVersion = useRestoreVersion(editor, hasDraft)
  const restore = async (version: OpenedPlaybookVersion) => {
    const isDone = await restoreVersion(version)
    if (isDone) setViewed(null)
    return isDone
  }

  useEditorShortcuts(editor, editing)

  return (
    <Page
      title={detail.name}
      up={{ label: library('title'), to: paths.playbooks() }}
      layout="fill"
      tags={
        <>
          <PlaybookState playbook={detail} />
          {detail.publishedVersion !== null && (
            <span className={styles.quiet}>{t('version', { n: detail.publishedVersion })}</span>
          )}
          {readOnly ? (
            <span className={styles.quiet} title={detail.abilities.edit === true ? undefined : detail.abilities.edit}>
              {t('readOnly')}
            </span>
          ) : (
            <SaveState saving={saving} hasDraft={hasDraft} autosave={autosave} />
          )}
        </>
      }
      actions={
        <EditorActions
          detail={detail}
          editor={editor}
          saving={saving}
          problems={problems}
          actions={actions}
          hasDraft={hasDraft}
          readOnly={readOnly}
          autosave={autosave}
          onAutosave={setAutosave}
          onArranged={() => setFitKey((key) => key + 1)}
          onView={setViewed}
          onRestore={restore}
        />
      }
    >
      {viewed && (
        <VersionBanner
          version={viewed}
          mayRestore={detail.abilities.edit}
          onBack={() => setViewed(null)}
          onRestore={() => void restore(viewed)}
        />
      )}
      <div className={styles.body}>
        <div className={styles.centre}>
          <PlaybookCanvas
            key={viewed?.number ?? 'draft'}
            label={t('canvas', { name: detail.name })}
            graph={graph}
            selected={editor.selected}
            onSelect={editor.select}
            onOpen={focusForm}
            editing={editing}
            marks={marks}
            reveal={reveal}
            fitKey={fitKey || undefined}
          />
          {tested && (
            <TestDock
              key={tested.id}
              playbookId={detail.id}
              node={tested}
              graph={graph}
              onSave={saving.flush}
              onClose={() => setTesting(false)}
            />
          )}
          <ProblemsList problems={problems} isReady={isReady} graph={graph} actions={actions} onShow={show} />
        </div>
        <Inspector
          playbookId={detail.id}
          graph={graph}
          editor={editor}
          editing={editing}
          actions={actions}
          readOnly={readOnly}
          testMode={{ isOn: isTesting, turn: turnTesting }}
        />
      </div>
      {saving.state === 'stale' && <ConflictDialog playbookId={detail.id} editor={editor} saving={saving} />}
    </Page>
  )
}

/** The selected node that can be tested by itself, where it is the only one. */
function onlySelected(graph: PlaybookGraph, selected: ReadonlySet<string>): PlaybookNode | undefined {
  const nodes = graph.nodes.filter(({ id }) => selected.has(id))
  return nodes.length === 1 && isTestable(nodes[0]) ? nodes[0] : undefined
}
