import { Modal, NumberInput } from '@mantine/core'
import type { Task } from '@tocsin/contracts/task.ts'
import { useTexts } from '../../i18n/index.ts'
import { Form, toast, useForm } from '../../ui/index.ts'
import { taskTexts } from './texts.ts'

interface CloseTaskDialogProps {
  task: Task
  close: (hours: number | null) => Promise<unknown>
  onClose: () => void
}

/** Closing asks for the real effort (TSK-05). */
export function CloseTaskDialog({ task, close, onClose }: CloseTaskDialogProps) {
  const t = useTexts(taskTexts)
  const form = useForm({
    initial: { hours: (task.hours ?? '') as number | string },
    save: ({ hours }) => close(hours === '' ? null : Number(hours)),
    onSaved: () => {
      toast.done(t('closedNow'))
      onClose()
    },
  })
  return (
    <Modal opened onClose={onClose} title={t('closeTitle', { title: task.title })} size={440}>
      <Form form={form} submit={t('closeTask')} onCancel={onClose} guard={false}>
        <NumberInput label={t('realHours')} min={0} data-autofocus {...form.field('hours')} />
      </Form>
    </Modal>
  )
}
