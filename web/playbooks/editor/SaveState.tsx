import { Button } from '@mantine/core'
import { useErrorText } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { Moment, StatusTag } from '../../ui/index.ts'
import styles from './Editor.module.css'
import { editorTexts } from './texts.ts'
import type { DraftSaving } from './use-draft-saving.ts'

/** Whether the draft is saved: in progress, saved, failed (VER-01). */
export function SaveState({
  saving,
  hasDraft,
  autosave,
}: {
  saving: DraftSaving
  hasDraft: boolean
  autosave: boolean
}) {
  const t = useTexts(editorTexts)
  const describe = useErrorText()
  const { state } = saving
  return (
    <span className={styles.saveState} role="status" aria-live="polite">
      {state === 'saving' && <StatusTag tone="active">{t('saving')}</StatusTag>}
      {state === 'pending' && <StatusTag tone="neutral">{t('pending')}</StatusTag>}
      {state === 'pending' && !autosave && <Button onClick={() => void saving.flush()}>{t('saveNow')}</Button>}
      {state === 'saved' && (hasDraft || saving.savedAt) && (
        <>
          <StatusTag tone="good">{t('saved')}</StatusTag>
          {saving.savedAt && (
            <span className={styles.quiet}>
              <Moment at={saving.savedAt} />
            </span>
          )}
        </>
      )}
      {state === 'saved' && !hasDraft && !saving.savedAt && <span className={styles.quiet}>{t('noDraft')}</span>}
      {(state === 'failed' || state === 'stale') && (
        <>
          <span title={describe(saving.error)}>
            <StatusTag tone="danger">{t(state === 'stale' ? 'stale' : 'saveFailed')}</StatusTag>
          </span>
          {state === 'failed' && <Button onClick={() => void saving.flush()}>{t('retry')}</Button>}
        </>
      )}
    </span>
  )
}
