import { Button, Modal } from '@mantine/core'
import { getPlaybook } from '@tocsin/contracts/playbook.ts'
import { useState } from 'react'
import { call } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { toast } from '../../ui/index.ts'
import styles from './Editor.module.css'
import { openedGraph } from './read-graph.ts'
import { editorTexts } from './texts.ts'
import type { DraftSaving } from './use-draft-saving.ts'
import type { GraphEditor } from './use-graph-editor.ts'

interface ConflictDialogProps {
  playbookId: string
  editor: GraphEditor
  saving: DraftSaving
}

/** Two people edited one draft: load theirs, or put one's own in its place. */
export function ConflictDialog({ playbookId, editor, saving }: ConflictDialogProps) {
  const t = useTexts(editorTexts)
  const [busy, setBusy] = useState(false)
  const choose = async (mine: boolean) => {
    setBusy(true)
    try {
      const latest = await call(getPlaybook, { params: { id: playbookId } })
      const revision = latest.draft?.revision ?? null
      if (mine) await saving.overwrite(revision)
      else {
        const theirs = openedGraph(latest)
        editor.restart(theirs)
        saving.settle(revision, theirs)
      }
    } catch (error) {
      toast.failed(error, t(mine ? 'staleKeep' : 'staleLoad'))
    }
    setBusy(false)
  }
  return (
    <Modal opened onClose={() => {}} withCloseButton={false} closeOnEscape={false} title={t('staleTitle')} size={480}>
      <p className={styles.quiet}>{t('staleText')}</p>
      <div className={styles.foot}>
        <Button disabled={busy} onClick={() => void choose(true)}>
          {t('staleKeep')}
        </Button>
        <Button variant="filled" loading={busy} onClick={() => void choose(false)}>
          {t('staleLoad')}
        </Button>
      </div>
    </Modal>
  )
}
