import { Button } from '@mantine/core'
import { IconArrowBackUp, IconArrowForwardUp, IconHistory, IconLayoutGrid } from '@tabler/icons-react'
import type { Action } from '@tocsin/contracts/integration.ts'
import type { OpenedPlaybookVersion, PlaybookDetail } from '@tocsin/contracts/playbook.ts'
import type { Problem } from '@tocsin/engine/playbook/index.ts'
import { useState } from 'react'
import { useTexts } from '../../i18n/index.ts'
import { ActionButton, useCan, useShortcut } from '../../ui/index.ts'
import { CompareDialog } from '../compare/CompareDialog.tsx'
import type { VersionChoice } from '../compare/version-choice.ts'
import { DetailsDialog } from '../DetailsDialog.tsx'
import { arrange } from '../edits/arrange.ts'
import { RunPlaybookDialog } from '../RunPlaybookDialog.tsx'
import { playbookTexts } from '../texts.ts'
import { EditorMenu } from './EditorMenu.tsx'
import { PublishDialog } from './PublishDialog.tsx'
import { ReassignDialog } from './ReassignDialog.tsx'
import { editorTexts } from './texts.ts'
import type { DraftSaving } from './use-draft-saving.ts'
import type { GraphEditor } from './use-graph-editor.ts'
import { VersionsDrawer } from './VersionsDrawer.tsx'

interface EditorActionsProps {
  detail: PlaybookDetail
  editor: GraphEditor
  saving: DraftSaving
  problems: readonly Problem[]
  actions: readonly Action[]
  hasDraft: boolean
  readOnly: boolean
  autosave: boolean
  onAutosave: (on: boolean) => void
  onArranged: () => void
  onView: (version: OpenedPlaybookVersion) => void
  onRestore: (version: OpenedPlaybookVersion) => Promise<boolean>
}

type Dialog = 'publish' | 'versions' | 'test' | 'details' | 'reassign' | null

/** At the right of the head: undo, redo, arrange, versions, test, publish, and what else a playbook can do. */
export function EditorActions(props: EditorActionsProps) {
  const { detail, editor, saving, problems, actions, hasDraft, readOnly, onArranged, onView, onRestore } = props
  const t = useTexts(editorTexts)
  const library = useTexts(playbookTexts)
  const [dialog, setDialog] = useState<Dialog>(null)
  const [compared, setCompared] = useState<VersionChoice | null>(null)
  const close = () => setDialog(null)
  const mayTest = useCan()('incident-playbook.edit')
  const errors = problems.filter(({ severity }) => severity === 'error').length

  const mayPublish = () => {
    if (detail.abilities.edit !== true) return detail.abilities.edit
    if (readOnly) return t('publishViewed')
    if (errors > 0) return t('publishErrors', { n: errors })
    return hasDraft || t('publishNothing')
  }
  const test = async () => {
    // The test runs what the server has.
    if (readOnly || (await saving.flush())) setDialog('test')
  }

  useShortcut('Ctrl-s', t('saveNow'), () => void saving.flush(), !readOnly)
  useShortcut('v', t('versions'), () => setDialog('versions'))
  useShortcut('t', library('runTest'), () => void test(), mayTest)
  useShortcut('p', t('publish'), () => setDialog('publish'), mayPublish() === true)

  return (
    <>
      {!readOnly && (
        <Button.Group>
          <Button
            px={6}
            aria-label={t('undo')}
            title={`${t('undo')}  Ctrl-Z`}
            disabled={!editor.canUndo}
            onClick={editor.undo}
          >
            <IconArrowBackUp size={16} />
          </Button>
          <Button
            px={6}
            aria-label={t('redo')}
            title={`${t('redo')}  Ctrl-Y`}
            disabled={!editor.canRedo}
            onClick={editor.redo}
          >
            <IconArrowForwardUp size={16} />
          </Button>
          <Button
            px={6}
            aria-label={t('arrange')}
            title={t('arrange')}
            onClick={() => {
              editor.apply(arrange)
              onArranged()
            }}
          >
            <IconLayoutGrid size={16} />
          </Button>
        </Button.Group>
      )}
      <Button leftSection={<IconHistory size={14} />} onClick={() => setDialog('versions')}>
        {t('versions')}
      </Button>
      <ActionButton capability="incident-playbook.edit" onClick={test}>
        {library('runTest')}
      </ActionButton>
      <ActionButton variant="filled" ability={mayPublish()} onClick={() => setDialog('publish')}>
        {t('publish')}
      </ActionButton>
      <EditorMenu {...props} onDialog={setDialog} />
      {dialog === 'publish' && (
        <PublishDialog
          detail={detail}
          editor={editor}
          saving={saving}
          problems={problems}
          actions={actions}
          onCompare={() => setCompared('draft')}
          onClose={close}
        />
      )}
      {dialog === 'versions' && (
        <VersionsDrawer
          detail={detail}
          hasDraft={hasDraft}
          onView={onView}
          onCompare={setCompared}
          onRestore={onRestore}
          onClose={close}
        />
      )}
      {compared !== null && (
        <CompareDialog
          playbook={detail}
          draft={hasDraft ? editor.graph : null}
          chosen={compared}
          actions={actions}
          onClose={() => setCompared(null)}
        />
      )}
      {dialog === 'test' && <RunPlaybookDialog playbook={detail} test onClose={close} />}
      {dialog === 'reassign' && <ReassignDialog editor={editor} onClose={close} />}
      {dialog === 'details' && <DetailsDialog playbook={detail} editor={editor} onClose={close} />}
    </>
  )
}
