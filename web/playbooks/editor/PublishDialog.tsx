import { Button, Checkbox, Modal, Textarea } from '@mantine/core'
import { type PlaybookDetail, publishPlaybook } from '@tocsin/contracts/playbook.ts'
import { type FormEvent, useState } from 'react'
import { useChange } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { ErrorState, toast } from '../../ui/index.ts'
import styles from './Editor.module.css'
import { editorTexts } from './texts.ts'
import type { DraftSaving } from './use-draft-saving.ts'
import type { GraphEditor } from './use-graph-editor.ts'

interface PublishDialogProps {
  detail: PlaybookDetail
  editor: GraphEditor
  saving: DraftSaving
  warnings: number
  onClose: () => void
}

/** Makes the draft a new version; offers to enable one that is disabled (VER-03, VER-06). */
export function PublishDialog({ detail, editor, saving, warnings, onClose }: PublishDialogProps) {
  const t = useTexts(editorTexts)
  const publish = useChange(publishPlaybook)
  const [description, setDescription] = useState('')
  const [enable, setEnable] = useState(true)
  const [failure, setFailure] = useState<unknown>(null)
  const asksToEnable = detail.publishedVersion !== null && !detail.enabled

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setFailure(null)
    if (!(await saving.flush())) return onClose()
    try {
      const body = { description, ...(asksToEnable ? { enable } : {}) }
      const done = await publish.mutateAsync({ params: { id: detail.id }, body })
      saving.settle(done.draft?.revision ?? null, editor.graph)
      toast.done(t('published', { n: done.publishedVersion ?? 1 }))
      onClose()
    } catch (error) {
      setFailure(error)
    }
  }

  return (
    <Modal opened onClose={onClose} title={t('publishTitle', { name: detail.name })} size={480}>
      <form className={styles.stack} onSubmit={submit}>
        <Textarea
          label={t('publishDescription')}
          description={t('publishHelp')}
          maxLength={1000}
          value={description}
          onChange={(event) => setDescription(event.currentTarget.value)}
          data-autofocus
        />
        {asksToEnable && (
          <Checkbox
            label={t('publishEnable')}
            checked={enable}
            onChange={(event) => setEnable(event.currentTarget.checked)}
          />
        )}
        {warnings > 0 && <p className={styles.quiet}>{t('publishWarnings', { n: warnings })}</p>}
        {failure !== null && <ErrorState compact error={failure} title={t('publishTitle', { name: detail.name })} />}
        <div className={styles.foot}>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" variant="filled" loading={publish.isPending || saving.state === 'saving'}>
            {t('publish')}
          </Button>
        </div>
      </form>
    </Modal>
  )
}
