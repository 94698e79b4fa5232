import { Modal, Textarea } from '@mantine/core'
import { closeIncident, type Incident } from '@tocsin/contracts/incident.ts'
import { useChange } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { Form, toast, useForm } from '../../ui/index.ts'
import { incidentTexts } from '../texts.ts'

/** Asks for the closing note and closes (CLS-01). */
export function CloseDialog({ incident, onClose }: { incident: Incident; onClose: () => void }) {
  const t = useTexts(incidentTexts)
  const close = useChange(closeIncident)
  const label = incident.fields.incidentid
  const form = useForm({
    initial: { note: '' },
    schema: closeIncident.body,
    save: ({ note }) =>
      close.mutateAsync({
        params: { id: String(incident.id) },
        body: { version: incident.version, ...(note.trim() ? { note: note.trim() } : {}) },
      }),
    onSaved: () => {
      toast.done(t('closedNow', { label }))
      onClose()
    },
  })
  return (
    <Modal opened onClose={onClose} title={t('closeTitle', { label })} size={520} closeOnClickOutside={false}>
      <Form form={form} submit={t('close')} onCancel={onClose}>
        <Textarea
          label={t('closingNote')}
          description={t('closingNoteHelp')}
          minRows={5}
          maxLength={65_536}
          data-autofocus
          {...form.field('note')}
        />
      </Form>
    </Modal>
  )
}
