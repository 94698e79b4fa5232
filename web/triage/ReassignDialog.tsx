import { Modal } from '@mantine/core'
import { reassignTriageEvent } from '@tocsin/contracts/triage-event.ts'
import { useTexts } from '../i18n/index.ts'
import { Form, useForm } from '../ui/index.ts'
import { UserSelect } from '../users/index.ts'
import { triageTexts } from './texts.ts'

interface ReassignDialogProps {
  /** Of the event, or how many. */
  name: string
  owner: string | null
  save: (userId: string) => Promise<unknown>
  onClose: () => void
}

export function ReassignDialog({ name, owner, save, onClose }: ReassignDialogProps) {
  const t = useTexts(triageTexts)
  const form = useForm({
    initial: { userId: owner },
    schema: reassignTriageEvent.body,
    save: ({ userId }) => save(userId ?? ''),
    onSaved: onClose,
  })
  return (
    <Modal opened onClose={onClose} title={t('reassignTitle', { name })} size={440}>
      <Form form={form} submit={t('reassign')} onCancel={onClose} guard={false}>
        <UserSelect label={t('owner')} required {...form.field('userId')} />
      </Form>
    </Modal>
  )
}
