import { Button } from '@mantine/core'
import { useTexts } from '../i18n/index.ts'
import styles from './Shell.module.css'
import { shellTexts } from './texts.ts'
import { useSignOut } from './use-sign-out.ts'

/** Reminds MSSP staff in whose instance they are (FLT-22). */
export function ConnectBanner({ from }: { from: string }) {
  const t = useTexts(shellTexts)
  return (
    <div className={styles.banner} role="status">
      {t('connected', { from })}
      <Button onClick={useSignOut()}>{t('leave')}</Button>
    </div>
  )
}
