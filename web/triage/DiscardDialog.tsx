import { Modal, Textarea } from '@mantine/core'
import { discardTriageEvent } from '@tocsin/contracts/triage-event.ts'
import { useTexts } from '../i18n/index.ts'
import { Form, useForm } from '../ui/index.ts'
import { triageTexts } from './texts.ts'

interface DiscardDialogProps {
  /** Of the event, or how many. */
  name: string
  save: (note: string) => Promise<unknown>
  onClose: () => void
}

export function DiscardDialog({ name, save, onClose }: DiscardDialogProps) {
  const t = useTexts(triageTexts)
  const form = useForm({
    initial: { note: '' },
    schema: discardTriageEvent.body,
    save: ({ note }) => save(note.trim()),
    onSaved: onClose,
  })
  return (
    <Modal opened onClose={onClose} title={t('discardTitle', { name })} size={480}>
      <Form form={form} submit={t('discard')} onCancel={onClose} guard={false}>
        <p>{t('discardText')}</p>
        <Textarea
          label={t('note')}
          description={t('noteHelp')}
          maxLength={10_000}
          data-autofocus
          {...form.field('note')}
        />
      </Form>
    </Modal>
  )
}
