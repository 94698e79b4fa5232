import { PasswordInput } from '@mantine/core'
import { changeOwnPassword } from '@tocsin/contracts/session.ts'
import { CallError, call } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { Form, useForm } from '../ui/index.ts'
import { shellTexts } from './texts.ts'

/** Changes one's own password. */
export function PasswordForm({ onSaved }: { onSaved: () => void }) {
  const t = useTexts(shellTexts)
  const form = useForm({
    initial: { current: '', next: '', again: '' },
    schema: changeOwnPassword.body,
    toBody: ({ current, next }) => ({ current, next }),
    save: ({ current, next, again }) => {
      if (next !== again) throw new CallError('invalid_input', t('notSame'), [{ path: 'again', message: t('notSame') }])
      return call(changeOwnPassword, { body: { current, next } })
    },
    onSaved,
  })
  return (
    <Form form={form} submit={t('changePassword')} guard={false}>
      <PasswordInput label={t('current')} autoComplete="current-password" {...form.field('current')} data-autofocus />
      <PasswordInput
        label={t('next')}
        description={t('nextHelp')}
        autoComplete="new-password"
        {...form.field('next')}
      />
      <PasswordInput label={t('again')} autoComplete="new-password" {...form.field('again')} />
    </Form>
  )
}
