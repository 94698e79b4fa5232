import { Checkbox, Modal, TagsInput, Textarea, TextInput } from '@mantine/core'
import { changePlaybook, createPlaybook, type Playbook } from '@tocsin/contracts/playbook.ts'
import { useChange } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { Form, richTextOf, useForm } from '../ui/index.ts'
import { plainTextOf } from './plain-text.ts'
import { playbookTexts } from './texts.ts'

interface DetailsDialogProps {
  /** Left out for a new one. */
  playbook?: Playbook
  onClose: () => void
  onCreated?: (id: string) => void
}

/** Name, type, description, tags of a new or an existing playbook (PBK-02, PBK-11). */
export function DetailsDialog({ playbook, onClose, onCreated }: DetailsDialogProps) {
  const t = useTexts(playbookTexts)
  const create = useChange(createPlaybook)
  const change = useChange(changePlaybook)
  const form = useForm({
    initial: {
      name: playbook?.name ?? '',
      type: playbook?.type ?? '',
      tags: playbook?.tags ?? [],
      description: plainTextOf(playbook?.description ?? ''),
      killOnError: playbook?.killOnError ?? false,
    },
    schema: createPlaybook.body,
    save: async (values) => {
      const { id, version, description } = playbook ?? {}
      const isSame = description !== undefined && values.description === plainTextOf(description)
      const body = {
        ...values,
        type: values.type.trim() || null,
        // Formatting that somebody else's editor made stays while the words are the same.
        description: isSame ? description : richTextOf(values.description),
      }
      if (id) await change.mutateAsync({ params: { id }, body: { ...body, version } })
      else onCreated?.((await create.mutateAsync({ body })).id)
    },
    onSaved: onClose,
  })
  return (
    <Modal opened onClose={onClose} title={t(playbook ? 'details' : 'new')} size={520}>
      <Form form={form} submit={t(playbook ? 'save' : 'create')} onCancel={onClose}>
        <TextInput label={t('name')} withAsterisk maxLength={255} data-autofocus {...form.field('name')} />
        <TextInput label={t('type')} description={t('typeHelp')} maxLength={255} {...form.field('type')} />
        <TagsInput
          size="xs"
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          label={t('tags')}
          description={t('tagsHelp')}
          maxTags={50}
          {...form.field('tags')}
        />
        <Textarea label={t('description')} {...form.field('description')} />
        <Checkbox label={t('killOnError')} description={t('killOnErrorHelp')} {...form.flag('killOnError')} />
      </Form>
    </Modal>
  )
}
