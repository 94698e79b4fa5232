import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { checkMailServer, getMailSetup, sendTestMail } from '@tocsin/contracts/mail.ts'
import { call, useChange, useEndpoint } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { useSession } from '../shell/index.ts'
import {
  ActionButton,
  EmptyState,
  ErrorState,
  Field,
  Fields,
  Form,
  Mono,
  Page,
  Panel,
  SkeletonLines,
  StatusTag,
  toast,
  useForm,
} from '../ui/index.ts'
import styles from './Mail.module.css'
import { mailTexts } from './texts.ts'

/** By which server mail leaves, whether it works, and a test mail (GEN-04, NTF-06). */
export function MailServerPage() {
  const t = useTexts(mailTexts)
  const { data, error, refetch } = useEndpoint(getMailSetup)
  return (
    <Page title={t('server')}>
      {error ? (
        <ErrorState error={error} title={t('unread')} retry={() => void refetch()} />
      ) : !data ? (
        <SkeletonLines lines={6} />
      ) : !data.setUp ? (
        <EmptyState title={t('notSetUp')} text={t('notSetUpText')} />
      ) : (
        <div className={styles.stack}>
          <Status server={data.server ?? ''} from={data.from ?? ''} />
          <TestMail />
        </div>
      )}
    </Page>
  )
}

function Status({ server, from }: { server: string; from: string }) {
  const t = useTexts(mailTexts)
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['mail-server-check', server],
    queryFn: () => call(checkMailServer),
    retry: false,
  })
  const reason = data?.reason ?? error?.message
  const again = (
    <ActionButton capability="notification.configure" loading={isFetching} onClick={() => void refetch()}>
      {t('check')}
    </ActionButton>
  )
  return (
    <Panel title={t('server')} actions={again}>
      <div className={styles.facts}>
        <Fields>
          <Field label={t('address')}>
            <Mono text={server} />
          </Field>
          <Field label={t('from')}>
            <Mono text={from} />
          </Field>
          <Field label={t('state')}>
            {isFetching ? (
              t('checking')
            ) : (
              <StatusTag tone={data?.works ? 'good' : 'danger'}>{t(data?.works ? 'works' : 'fails')}</StatusTag>
            )}
          </Field>
          {!isFetching && reason && (
            <Field label={t('error')}>
              <span className={styles.reason}>{reason}</span>
            </Field>
          )}
        </Fields>
        <p className={styles.help}>{t('setBy')}</p>
      </div>
    </Panel>
  )
}

function TestMail() {
  const t = useTexts(mailTexts)
  const { user } = useSession()
  const send = useChange(sendTestMail)
  const form = useForm({
    initial: { to: user.email },
    schema: sendTestMail.body,
    save: async (body) => {
      const { server } = await send.mutateAsync({ body })
      toast.done(t('tested', { server, to: body.to }))
    },
  })
  return (
    <Panel title={t('test')}>
      <Form form={form} submit={t('send')} guard={false}>
        <TextInput label={t('to')} description={t('toHelp')} type="email" {...form.field('to')} />
      </Form>
    </Panel>
  )
}
