import { Modal, Select, Textarea, TextInput } from '@mantine/core'
import type { Json } from '@tocsin/contracts/lists.ts'
import { changeTriageEvent, createTriageEvent, severity, type TriageEvent } from '@tocsin/contracts/triage-event.ts'
import { useChange } from '../api/index.ts'
import { activeOptions, changedValues, FieldInput, givenValues, inputValue, useFields } from '../custom-fields/index.ts'
import { useTexts } from '../i18n/index.ts'
import { Form, RichTextInput, SkeletonLines, toast, useForm } from '../ui/index.ts'
import { isHtml } from './is-html.ts'
import styles from './Triage.module.css'
import { triageTexts } from './texts.ts'

interface EventDialogProps {
  event: TriageEvent | null
  onClose: () => void
}

/** Makes or changes an event: its own properties and the fields of the section. */
export function EventDialog(props: EventDialogProps) {
  const t = useTexts(triageTexts)
  const triage = useFields('triage')
  const incidents = useFields('incidents')
  return (
    <Modal
      opened
      onClose={props.onClose}
      title={t(props.event ? 'edit' : 'new')}
      size={640}
      closeOnClickOutside={false}
    >
      {triage.isLoading || incidents.isLoading ? <SkeletonLines lines={8} /> : <EventForm {...props} />}
    </Modal>
  )
}

interface EventValues {
  title: string
  description: string
  status: string | null
  type: string | null
  severity: TriageEvent['severity']
  [internalName: string]: Json
}

function EventForm({ event, onClose }: EventDialogProps) {
  const t = useTexts(triageTexts)
  const { fields: all, byName } = useFields('triage')
  const incidents = useFields('incidents')
  const own = all.filter(({ custom }) => custom)
  const create = useChange(createTriageEvent)
  const change = useChange(changeTriageEvent)
  const start = Object.fromEntries(
    own.map((field) => [
      field.internalName,
      inputValue(field, event ? event.fields[field.internalName] : field.defaultValue),
    ]),
  )
  const options = (name: string, source: typeof byName, present: string | null) => {
    const field = source.get(name)
    return [...new Set([...(field ? activeOptions(field) : []), ...(present ? [present] : [])])]
  }

  const form = useForm<EventValues>({
    initial: {
      ...start,
      title: event?.title ?? '',
      description: event?.description ?? '',
      status: event?.status ?? String(byName.get('status')?.defaultValue ?? ''),
      type: event?.type ?? null,
      severity: event?.severity ?? null,
    },
    schema: event ? changeTriageEvent.body : createTriageEvent.body,
    toBody: ({ title, description, severity: level, type, status }) => ({
      title,
      description,
      severity: level,
      type,
      status: status ?? undefined,
    }),
    save: ({ title, description, severity: level, type, status, ...values }): Promise<unknown> => {
      const body = { title, description, severity: level, type, ...(status ? { status } : {}) }
      if (!event) return create.mutateAsync({ body: { ...body, fields: givenValues(own, values) } })
      return change.mutateAsync({
        params: { id: String(event.id) },
        body: { ...body, fields: changedValues(own, start, values), version: event.version },
      })
    },
    onSaved: () => {
      toast.done(t('saved'))
      onClose()
    },
  })

  return (
    <Form form={form} submit={t(event ? 'save' : 'create')} onCancel={onClose}>
      <TextInput label={t('name')} withAsterisk maxLength={1000} data-autofocus {...form.field('title')} />
      {event && isHtml(event.description) ? (
        <RichTextInput label={t('description')} {...form.field('description')} />
      ) : (
        <Textarea label={t('description')} {...form.field('description')} />
      )}
      <div className={styles.pair}>
        <Select
          label={byName.get('status')?.name ?? t('status')}
          data={options('status', byName, form.values.status)}
          {...form.field('status')}
          onChange={(value) => form.set('status', value)}
        />
        <Select
          label={t('severity')}
          clearable
          data={severity.options}
          {...form.field('severity')}
          onChange={(value) => form.set('severity', value)}
        />
        <Select
          label={t('type')}
          clearable
          searchable
          data={options('type', incidents.byName, form.values.type)}
          {...form.field('type')}
          onChange={(value) => form.set('type', value)}
        />
        {own.map((field) => (
          <FieldInput
            key={field.internalName}
            field={field}
            {...form.field(field.internalName)}
            onChange={(value) => form.set(field.internalName, value)}
          />
        ))}
      </div>
    </Form>
  )
}
