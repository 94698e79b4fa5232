import { Modal, Select, Textarea } from '@mantine/core'
import { createEntity, type EntityType, entityType } from '@tocsin/contracts/entity.ts'
import { useTexts } from '../i18n/index.ts'
import { Form, useForm } from '../ui/index.ts'
import { entityTexts } from './texts.ts'

interface EntityDialogProps {
  save: (body: { type: EntityType; value: string }) => Promise<unknown>
  onClose: () => void
}

/** Type and value of an entity that is added by hand (ENT-26). */
export function EntityDialog({ save, onClose }: EntityDialogProps) {
  const t = useTexts(entityTexts)
  const form = useForm({
    initial: { type: 'ip' as EntityType, value: '' },
    schema: createEntity.body,
    save,
    onSaved: onClose,
  })
  return (
    <Modal opened onClose={onClose} title={t('add')} size={480}>
      <Form form={form} submit={t('add')} onCancel={onClose}>
        <Select
          label={t('type')}
          data={entityType.options.map((value) => ({ value, label: t(value) }))}
          {...form.field('type')}
          onChange={(value) => form.set('type', entityType.parse(value))}
        />
        <Textarea
          label={t('value')}
          description={t('valueHelp')}
          withAsterisk
          minRows={1}
          data-autofocus
          {...form.field('value')}
        />
      </Form>
    </Modal>
  )
}
