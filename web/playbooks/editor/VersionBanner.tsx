import { Button } from '@mantine/core'
import type { Ability } from '@tocsin/contracts/lists.ts'
import type { OpenedPlaybookVersion } from '@tocsin/contracts/playbook.ts'
import { useTexts } from '../../i18n/index.ts'
import { ActionButton } from '../../ui/index.ts'
import styles from './Editor.module.css'
import { editorTexts } from './texts.ts'

interface VersionBannerProps {
  version: OpenedPlaybookVersion
  mayRestore: Ability
  onBack: () => void
  onRestore: () => void
}

/** Above the canvas while an older version is looked at (VER-04). */
export function VersionBanner({ version, mayRestore, onBack, onRestore }: VersionBannerProps) {
  const t = useTexts(editorTexts)
  return (
    <div className={styles.banner} role="status">
      <strong>{t('viewing', { n: version.number })}</strong>
      {version.description && <span className={styles.quiet}>{version.description}</span>}
      <span className={styles.spacer} />
      <ActionButton ability={mayRestore} onClick={onRestore}>
        {t('restore')}
      </ActionButton>
      <Button variant="filled" onClick={onBack}>
        {t('backToDraft')}
      </Button>
    </div>
  )
}
