import { useQueryClient } from '@tanstack/react-query'
import { useTexts } from '../i18n/index.ts'
import { PasswordForm } from './PasswordForm.tsx'
import styles from './Shell.module.css'
import { sessionQuery } from './session.ts'
import { shellTexts } from './texts.ts'

/** Stands before everything else while the password is one that somebody else has set. */
export function ChoosePassword() {
  const t = useTexts(shellTexts)
  const queryClient = useQueryClient()
  return (
    <main className={styles.gate}>
      <div className={styles.gateBox}>
        <h1>{t('mustChange')}</h1>
        <p>{t('mustChangeText')}</p>
        <PasswordForm onSaved={() => void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey })} />
      </div>
    </main>
  )
}
