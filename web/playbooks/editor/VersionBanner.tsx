import { Button } from '@mantine/core'
import type { Ability } from '@tocsin/contracts/lists.ts'
import type { OpenedPlaybookVersion } from '@tocsin/contracts/playbook.ts'
import { useTexts } from '../../i18n/index.ts'
import { ActionButton, toast, useConfirm } from '../../ui/index.ts'
import styles from './Editor.module.css'
import { editorTexts } from './texts.ts'

interface VersionBannerProps {
  version: OpenedPlaybookVersion
  mayRestore: Ability
  hasDraft: boolean
  onBack: () => void
  onRestore: () => void
}

/** Above the canvas while an older version is looked at; warns where a draft would be overwritten (VER-04). */
export function VersionBanner({ version, mayRestore, hasDraft, onBack, onRestore }: VersionBannerProps) {
  const t = useTexts(editorTexts)
  const confirm = useConfirm()
  const n = version.number
  const restore = async () => {
    const question = { title: t('restoreTitle', { n }), text: t('restoreText'), action: t('restore') }
    if (hasDraft && !(await confirm(question))) return
    onRestore()
    toast.done(t('restored', { n }))
  }
  return (
    <div className={styles.banner} role="status">
      <strong>{t('viewing', { n })}</strong>
      {version.description && <span className={styles.quiet}>{version.description}</span>}
      <span className={styles.spacer} />
      <ActionButton ability={mayRestore} onClick={() => void restore()}>
        {t('restore')}
      </ActionButton>
      <Button variant="filled" onClick={onBack}>
        {t('backToDraft')}
      </Button>
    </div>
  )
}
