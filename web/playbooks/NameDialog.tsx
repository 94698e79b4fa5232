import { Modal, TextInput } from '@mantine/core'
import { useTexts } from '../i18n/index.ts'
import { Form, useForm } from '../ui/index.ts'
import styles from './Library.module.css'
import { playbookTexts } from './texts.ts'

interface NameDialogProps {
  title: string
  text?: string
  /** What stands in the field first. */
  name: string
  action: string
  save: (name: string) => Promise<unknown>
  onClose: () => void
}

/** Asks for the name of a playbook; one that is taken is told at the field (PBK-12). */
export function NameDialog({ title, text, name, action, save, onClose }: NameDialogProps) {
  const t = useTexts(playbookTexts)
  const form = useForm({
    initial: { name },
    save: async (values) => {
      await save(values.name.trim())
    },
    onSaved: onClose,
  })
  return (
    <Modal opened onClose={onClose} title={title} size={480}>
      {text && <p className={styles.help}>{text}</p>}
      <Form form={form} submit={action} onCancel={onClose}>
        <TextInput label={t('name')} withAsterisk required maxLength={255} data-autofocus {...form.field('name')} />
      </Form>
    </Modal>
  )
}
