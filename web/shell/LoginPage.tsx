import { PasswordInput, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { signIn } from '@tocsin/contracts/session.ts'
import { useEffect, useState } from 'react'
import { CallError, call } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { absolute, instanceOf, returnPath } from '../paths.ts'
import { Form, useForm } from '../ui/index.ts'
import icon from './icon.svg'
import styles from './Shell.module.css'
import { sessionQuery } from './session.ts'
import { shellTexts } from './texts.ts'

export function LoginPage() {
  const t = useTexts(shellTexts)
  const router = useRouter()
  const queryClient = useQueryClient()
  const search = useSearch({ strict: false }) as { return?: string }
  const [asksCode, setAsksCode] = useState(false)
  const slug = instanceOf(window.location.pathname)
  useEffect(() => {
    document.title = `${t('signIn')} · Tocsin`
  }, [t])

  const form = useForm({
    initial: { email: '', password: '', totp: '' },
    save: async ({ email, password, totp }) => {
      try {
        const session = await call(signIn, { body: { email: email.trim(), password, totp: totp.trim() || undefined } })
        queryClient.clear()
        queryClient.setQueryData(sessionQuery.queryKey, session)
      } catch (error) {
        if (error instanceof CallError && error.details.some(({ path }) => path?.endsWith('totp'))) setAsksCode(true)
        throw error
      }
    },
    onSaved: () => router.history.push(absolute(returnPath(search.return))),
  })

  return (
    <main className={styles.gate}>
      <div className={styles.gateBox}>
        <div className={styles.brand}>
          <img src={icon} alt="" />
          Tocsin
        </div>
        <h1>{t('signInTo', { name: slug })}</h1>
        <Form form={form} submit={t('signIn')} guard={false}>
          <TextInput label={t('email')} type="email" autoComplete="username" autoFocus {...form.field('email')} />
          <PasswordInput label={t('password')} autoComplete="current-password" {...form.field('password')} />
          {asksCode && (
            <TextInput
              label={t('totp')}
              description={t('totpHelp')}
              inputMode="numeric"
              autoComplete="one-time-code"
              {...form.field('totp')}
            />
          )}
        </Form>
      </div>
    </main>
  )
}
