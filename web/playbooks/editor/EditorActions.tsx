import { ActionIcon, Button, Menu } from '@mantine/core'
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconCheckbox,
  IconDots,
  IconForms,
  IconHistory,
  IconLayoutGrid,
  IconRestore,
  IconSquare,
} from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import type { Action } from '@tocsin/contracts/integration.ts'
import { discardPlaybookDraft, type OpenedPlaybookVersion, type PlaybookDetail } from '@tocsin/contracts/playbook.ts'
import type { Problem } from '@tocsin/engine/playbook/index.ts'
import { useState } from 'react'
import { useChange } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { paths } from '../../paths.ts'
import { ActionButton, toast, useConfirm } from '../../ui/index.ts'
import { CompareDialog } from '../compare/CompareDialog.tsx'
import type { VersionChoice } from '../compare/version-choice.ts'
import { DetailsDialog } from '../DetailsDialog.tsx'
import { arrange } from '../edits/arrange.ts'
import { PlaybookMenu } from '../PlaybookMenu.tsx'
import { RunPlaybookDialog } from '../RunPlaybookDialog.tsx'
import { playbookTexts } from '../texts.ts'
import { PublishDialog } from './PublishDialog.tsx'
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

type Dialog = 'publish' | 'versions' | 'test' | 'details' | null

/** At the right of the head: undo, redo, arrange, versions, test, publish, and what else a playbook can do. */
export function EditorActions(props: EditorActionsProps) {
  const { detail, editor, saving, problems, actions, hasDraft, readOnly, onArranged, onView, onRestore } = props
  const t = useTexts(editorTexts)
  const library = useTexts(playbookTexts)
  const [dialog, setDialog] = useState<Dialog>(null)
  const [compared, setCompared] = useState<VersionChoice | null>(null)
  const close = () => setDialog(null)
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
      <EditorMenu {...props} onDetails={() => setDialog('details')} />
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
      {dialog === 'details' && <DetailsDialog playbook={detail} onClose={close} />}
    </>
  )
}

function EditorMenu({
  detail,
  saving,
  readOnly,
  autosave,
  onAutosave,
  onDetails,
}: EditorActionsProps & { onDetails: () => void }) {
  const t = useTexts(editorTexts)
  const navigate = useNavigate()
  const confirm = useConfirm()
  const [isOpen, setOpen] = useState(false)
  const discard = useChange(discardPlaybookDraft)
  const n = detail.publishedVersion

  const askDiscard = async () => {
    if (n === null) return
    const isDone = await confirm({
      title: t('discardTitle'),
      text: t('discardText', { n }),
      action: t('discardDraft'),
      danger: true,
      run: async () => {
        // A save on its way would bring the draft back.
        await saving.flush()
        await discard.mutateAsync({ params: { id: detail.id } })
      },
    })
    if (isDone) toast.done(t('discarded'))
  }

  return (
    <Menu opened={isOpen} onChange={setOpen}>
      <Menu.Target>
        <ActionIcon variant="default" aria-label={t('more')} title={t('more')}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <PlaybookMenu playbook={detail} onDeleted={() => void navigate({ to: paths.playbooks() })}>
        <Menu.Item leftSection={<IconForms size={14} />} disabled={readOnly} onClick={onDetails}>
          {t('details')}
        </Menu.Item>
        <Menu.Item
          closeMenuOnClick={false}
          role="menuitemcheckbox"
          aria-checked={autosave}
          leftSection={autosave ? <IconCheckbox size={14} /> : <IconSquare size={14} />}
          onClick={() => onAutosave(!autosave)}
        >
          {t('autosave')}
        </Menu.Item>
        {n !== null && detail.draft && (
          <Menu.Item leftSection={<IconRestore size={14} />} disabled={readOnly} onClick={() => void askDiscard()}>
            {t('discardDraft')}
          </Menu.Item>
        )}
        <Menu.Divider />
      </PlaybookMenu>
    </Menu>
  )
}
