import { Drawer, Textarea, TextInput } from '@mantine/core'
import { type AlertSource, changeAlertSource, createAlertSource, removeAlertSource } from '@tocsin/contracts/alert.ts'
import { useChange } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { ActionButton, Form, toast, useConfirm, useForm } from '../ui/index.ts'
import { alertTexts } from './texts.ts'

interface SourceDrawerProps {
  source: AlertSource | null
  onClose: () => void
}

interface SourceValues {
  name: string
  description: string
  keyPaths: string
  titlePath: string
  timePath: string
}

function bodyOf(values: SourceValues) {
  return {
    name: values.name.trim(),
    description: values.description,
    keyPaths: values.keyPaths.split('\n').flatMap((path) => path.trim() || []),
    titlePath: values.titlePath.trim() || null,
    timePath: values.timePath.trim() || null,
  }
}

export function SourceDrawer({ source, onClose }: SourceDrawerProps) {
  const t = useTexts(alertTexts)
  const confirm = useConfirm()
  const create = useChange(createAlertSource)
  const change = useChange(changeAlertSource, { alsoChanges: ['alerts', 'automation-rules'] })
  const remove = useChange(removeAlertSource)
  const form = useForm({
    initial: {
      name: source?.name ?? '',
      description: source?.description ?? '',
      keyPaths: source?.keyPaths.join('\n') ?? '',
      titlePath: source?.titlePath ?? '',
      timePath: source?.timePath ?? '',
    },
    schema: source ? changeAlertSource.body : createAlertSource.body,
    toBody: bodyOf,
    save: (values): Promise<unknown> =>
      source
        ? change.mutateAsync({ params: { id: source.id }, body: { ...bodyOf(values), version: source.version } })
        : create.mutateAsync({ body: bodyOf(values) }),
    onSaved: () => {
      toast.done(t('sourceSaved', { name: form.values.name }))
      onClose()
    },
  })

  const askToRemove = async (one: AlertSource) => {
    const done = await confirm({
      title: t('removeSourceAsk', { name: one.name }),
      text: t('removeSourceText'),
      action: t('removeSource'),
      danger: true,
      run: () => remove.mutateAsync({ params: { id: one.id } }),
    })
    if (done) onClose()
  }

  return (
    <Drawer
      opened
      onClose={onClose}
      size={480}
      title={source ? t('editSource', { name: source.name }) : t('newSource')}
      closeOnClickOutside={false}
    >
      <Form form={form} submit={t(source ? 'saveSource' : 'createSource')} onCancel={onClose}>
        <TextInput
          label={t('sourceName')}
          description={t('sourceNameHelp')}
          withAsterisk
          data-autofocus
          {...form.field('name')}
        />
        <Textarea label={t('description')} minRows={2} maxLength={1000} {...form.field('description')} />
        <Textarea
          label={t('keyPaths')}
          description={t('keyPathsHelp')}
          spellCheck={false}
          {...form.field('keyPaths')}
        />
        <TextInput label={t('titlePath')} description={t('pathHelp')} spellCheck={false} {...form.field('titlePath')} />
        <TextInput label={t('timePath')} description={t('pathHelp')} spellCheck={false} {...form.field('timePath')} />
      </Form>
      {source && (
        <ActionButton
          mt={16}
          variant="subtle"
          color="danger"
          capability="automation-rule.configure"
          onClick={() => askToRemove(source)}
        >
          {t('removeSource')}
        </ActionButton>
      )}
    </Drawer>
  )
}
