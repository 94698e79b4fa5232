import { Autocomplete, Checkbox, Modal, TagsInput, TextInput } from '@mantine/core'
import { listUsers } from '@tocsin/contracts/access.ts'
import { changePlaybook, createPlaybook, listPlaybookTypes, type Playbook } from '@tocsin/contracts/playbook.ts'
import { useChange, useEndpoint } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { Form, RichTextInput, useForm } from '../ui/index.ts'
import type { GraphEditor } from './editor/use-graph-editor.ts'
import { playbookTexts } from './texts.ts'

interface DetailsDialogProps {
  /** Left out for a new one. */
  playbook?: Playbook
  /** Of the draft that is open: whom it tells of errors belongs to the graph, and is published with it. */
  editor?: GraphEditor
  onClose: () => void
  onCreated?: (id: string) => void
}

/** Name, type, description, tags of a new or an existing playbook (PBK-02, PBK-11). */
export function DetailsDialog({ playbook, editor, onClose, onCreated }: DetailsDialogProps) {
  const t = useTexts(playbookTexts)
  const { data: offered } = useEndpoint(listPlaybookTypes)
  const people = (useEndpoint(listUsers).data?.items ?? []).filter(({ active }) => active).map(({ email }) => email)
  const create = useChange(createPlaybook, { alsoChanges: ['playbook-types'] })
  const change = useChange(changePlaybook, { alsoChanges: ['playbook-types'] })
  const form = useForm({
    initial: {
      name: playbook?.name ?? '',
      type: playbook?.type ?? '',
      tags: playbook?.tags ?? [],
      description: playbook?.description ?? '',
      killOnError: playbook?.killOnError ?? false,
      mailOnError: editor?.graph.mailOnError ?? [],
    },
    schema: createPlaybook.body,
    save: async ({ mailOnError, ...values }) => {
      const { id, version } = playbook ?? {}
      const body = { ...values, type: values.type.trim() || null }
      if (editor && JSON.stringify(mailOnError) !== JSON.stringify(editor.graph.mailOnError)) {
        editor.apply((graph) => ({ ...graph, mailOnError }))
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
        <Autocomplete
          label={t('type')}
          description={t('typeHelp')}
          data={offered?.types ?? []}
          maxLength={255}
          {...form.field('type')}
        />
        <TagsInput
          size="xs"
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          label={t('tags')}
          description={t('tagsHelp')}
          data={offered?.tags ?? []}
          maxTags={50}
          {...form.field('tags')}
        />
        <RichTextInput label={t('description')} {...form.field('description')} />
        <Checkbox label={t('killOnError')} description={t('killOnErrorHelp')} {...form.flag('killOnError')} />
        {editor && (
          <TagsInput
            size="xs"
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            label={t('mailOnError')}
            description={t('mailOnErrorHelp')}
            data={people}
            maxTags={50}
            {...form.field('mailOnError')}
          />
        )}
      </Form>
    </Modal>
  )
}
