import { ActionIcon, Menu } from '@mantine/core'
import { IconCheckbox, IconDots, IconForms, IconPlugConnected, IconRestore, IconSquare } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { discardPlaybookDraft, type PlaybookDetail } from '@tocsin/contracts/playbook.ts'
import { useState } from 'react'
import { useChange } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { paths } from '../../paths.ts'
import { toast, useCan, useConfirm } from '../../ui/index.ts'
import { PlaybookMenu } from '../PlaybookMenu.tsx'
import { editorTexts } from './texts.ts'
import type { DraftSaving } from './use-draft-saving.ts'
import type { GraphEditor } from './use-graph-editor.ts'

interface EditorMenuProps {
  detail: PlaybookDetail
  editor: GraphEditor
  saving: DraftSaving
  readOnly: boolean
  autosave: boolean
  onAutosave: (on: boolean) => void
  onDialog: (dialog: 'details' | 'reassign') => void
}

/** What else can be done with the playbook that is edited. */
export function EditorMenu({ detail, editor, saving, readOnly, autosave, onAutosave, onDialog }: EditorMenuProps) {
  const t = useTexts(editorTexts)
  const navigate = useNavigate()
  const confirm = useConfirm()
  const [isOpen, setOpen] = useState(false)
  const discard = useChange(discardPlaybookDraft)
  const n = detail.publishedVersion
  const mayReadResources = useCan()('integration.access')
  const hasActions = editor.graph.nodes.some(({ kind }) => kind === 'action')

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
        <Menu.Item leftSection={<IconForms size={14} />} disabled={readOnly} onClick={() => onDialog('details')}>
          {t('details')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconPlugConnected size={14} />}
          disabled={readOnly || !hasActions || !mayReadResources}
          onClick={() => onDialog('reassign')}
        >
          {t('reassign')}
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
