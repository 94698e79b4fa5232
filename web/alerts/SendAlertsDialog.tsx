import { Button, FileButton, Modal, Select, Textarea } from '@mantine/core'
import { listAlertSources, type ReceivedAlerts, receiveAlerts } from '@tocsin/contracts/alert.ts'
import { useState } from 'react'
import { useChange, useEndpoint } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { Form, toast, useForm } from '../ui/index.ts'
import styles from './Alerts.module.css'
import { alertTexts } from './texts.ts'

/** Tries a source without a script: paste or choose a file; lines that cannot be read are named. */
export function SendAlertsDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts(alertTexts)
  const sources = useEndpoint(listAlertSources).data?.items ?? []
  const receive = useChange(receiveAlerts)
  const [answer, setAnswer] = useState<ReceivedAlerts | null>(null)
  const form = useForm({
    initial: { source: null as string | null, content: '' },
    save: async ({ source, content }) => {
      const received = await receive.mutateAsync({
        query: { source: source ?? '' },
        file: new Blob([content], { type: looksLikeLines(content) ? 'application/x-ndjson' : 'application/json' }),
      })
      setAnswer(received)
      toast.done(t('sent', { n: received.received, duplicates: received.duplicates }))
      if (received.malformedCount === 0) onClose()
    },
  })
  const { source, content } = form.values
  const blocked = !source ? t('chooseSource') : content.trim() ? null : t('nothing')

  return (
    <Modal opened onClose={onClose} title={t('sendTitle')} size={640} closeOnClickOutside={false}>
      <Form form={form} submit={t('sendNow')} onCancel={onClose} blocked={blocked} guard={false}>
        <Select
          label={t('source')}
          withAsterisk
          data={sources.map(({ name }) => name)}
          {...form.field('source')}
          onChange={(value) => form.set('source', value)}
        />
        <Textarea
          label={t('content')}
          description={t('sendHelp')}
          withAsterisk
          minRows={8}
          spellCheck={false}
          {...form.field('content')}
        />
        <FileButton
          accept=".json,.ndjson,.jsonl,application/json"
          onChange={(file) => void file?.text().then((text) => form.set('content', text))}
        >
          {(props) => (
            <Button {...props} className={styles.file}>
              {t('fromFile')}
            </Button>
          )}
        </FileButton>
        {answer && answer.malformedCount > 0 && (
          <div className={styles.malformed} role="alert">
            <strong>{t('malformed', { n: answer.malformedCount })}</strong>
            <ul>
              {answer.malformed.slice(0, 20).map(({ line, message }) => (
                <li key={line}>{t('line', { n: line, message })}</li>
              ))}
            </ul>
          </div>
        )}
      </Form>
    </Modal>
  )
}

/** Several objects one under another, rather than one JSON text. */
function looksLikeLines(content: string): boolean {
  try {
    JSON.parse(content)
    return false
  } catch {
    return true
  }
}
