import { SegmentedControl } from '@mantine/core'
import { discardMail, listMails, type Mail, type MailStatus, mailStatus, resendMail } from '@tocsin/contracts/mail.ts'
import { useMemo } from 'react'
import { useChange, useList } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import {
  ActionButton,
  Clipped,
  type Column,
  EmptyState,
  Moment,
  Page,
  StatusTag,
  Table,
  type Tone,
  toast,
  useConfirm,
  useSearchValue,
} from '../ui/index.ts'
import styles from './Mail.module.css'
import { mailTexts } from './texts.ts'

const rowId = (row: Mail) => row.id
const tones: Record<MailStatus, Tone> = { queued: 'active', sent: 'good', failed: 'danger', withdrawn: 'neutral' }

/** Every mail with its state and what the mail server said (GEN-04, NTF-08). */
export function MailQueuePage() {
  const t = useTexts(mailTexts)
  const [wanted, setStatus] = useSearchValue('status')
  const status = mailStatus.safeParse(wanted).data
  const list = useList(listMails, { query: { status } })
  const columns = useMemo(
    (): Column<Mail>[] => [
      {
        key: 'status',
        label: t('status'),
        width: 112,
        cell: ({ status }) => <StatusTag tone={tones[status]}>{t(status)}</StatusTag>,
      },
      { key: 'recipient', label: t('recipient'), width: 216, cell: (row) => <Clipped text={row.recipient} copy /> },
      { key: 'subject', label: t('subject'), cell: (row) => <Clipped text={row.subject} /> },
      { key: 'error', label: t('error'), cell: (row) => row.error && <Clipped text={row.error} copy /> },
      { key: 'tries', label: t('tries'), width: 72, align: 'end', cell: (row) => row.tries },
      { key: 'created', label: t('created'), width: 112, cell: (row) => <Moment at={row.createdAt} /> },
      { key: 'sentAt', label: t('sentAt'), width: 112, cell: (row) => row.sentAt && <Moment at={row.sentAt} /> },
      { key: 'actions', label: t('actions'), width: 192, cell: (row) => <MailActions mail={row} /> },
    ],
    [t],
  )
  return (
    <Page title={t('queue')} layout="fill">
      <Table
        name="mails"
        label={t('queue')}
        resource="mails"
        columns={columns}
        list={list}
        rowId={rowId}
        toolbar={
          <SegmentedControl
            aria-label={t('status')}
            data={[{ value: '', label: t('all') }, ...mailStatus.options.map((value) => ({ value, label: t(value) }))]}
            value={status ?? ''}
            onChange={(value) => setStatus(value || undefined)}
          />
        }
        onClearSearch={status ? () => setStatus(undefined) : undefined}
        empty={<EmptyState title={t('none')} text={t('noneText')} />}
      />
    </Page>
  )
}

function MailActions({ mail }: { mail: Mail }) {
  const t = useTexts(mailTexts)
  const confirm = useConfirm()
  const resend = useChange(resendMail)
  const discard = useChange(discardMail)
  const params = { id: mail.id }
  const names = { subject: mail.subject, to: mail.recipient }
  const sendAgain = async () => {
    const run = () => resend.mutateAsync({ params })
    if (mail.status !== 'sent') await run()
    else if (!(await confirm({ title: t('resendAsk', names), text: t('resendText'), action: t('resend'), run }))) return
    toast.done(t('resent', { to: mail.recipient }))
  }
  const askDiscard = async () => {
    const done = await confirm({
      title: t('discardAsk', names),
      text: t('discardText'),
      action: t('discard'),
      danger: true,
      run: () => discard.mutateAsync({ params }),
    })
    if (done) toast.done(t('discarded', { to: mail.recipient }))
  }
  return (
    <span className={styles.row}>
      <ActionButton
        size="compact-xs"
        capability="notification.configure"
        ability={mail.status === 'withdrawn' ? t('isOver') : true}
        aria-label={`${t('resend')}: ${mail.subject}`}
        onClick={sendAgain}
      >
        {t('resend')}
      </ActionButton>
      <ActionButton
        size="compact-xs"
        color="danger"
        capability="notification.configure"
        aria-label={`${t('discard')}: ${mail.subject}`}
        onClick={askDiscard}
      >
        {t('discard')}
      </ActionButton>
    </span>
  )
}
