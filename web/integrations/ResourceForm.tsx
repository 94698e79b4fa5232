import { Drawer, TextInput } from '@mantine/core'
import {
  changeResource,
  createResource,
  type InputField,
  type IntegrationDetail,
  type Resource,
} from '@tocsin/contracts/integration.ts'
import { useChange } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { Form, toast, useAbsoluteTime, useForm } from '../ui/index.ts'
import { FieldInput, type FieldValue } from './FieldInput.tsx'
import { integrationTexts } from './texts.ts'

interface ResourceFormProps {
  integration: IntegrationDetail
  /** Null for a new one. */
  resource: Resource | null
  onClose: () => void
}

type Values = Record<string, FieldValue>

const nameOf = (field: InputField) => `settings.${field.id}`

function startValues(integration: IntegrationDetail, resource: Resource | null): Values {
  const label = resource?.label ?? ''
  const settings = integration.fields.map((field) => [
    nameOf(field),
    resource?.settings[field.id] ?? (field.type === 'password' ? '' : (field.default ?? '')),
  ])
  return { label, ...Object.fromEntries(settings) }
}

/** One configured connection; secrets are written only, an empty one stays as it is (INT-13, INT-18). */
export function ResourceForm({ integration, resource, onClose }: ResourceFormProps) {
  const t = useTexts(integrationTexts)
  const when = useAbsoluteTime()
  const create = useChange(createResource, { alsoChanges: ['resources'] })
  const change = useChange(changeResource, { alsoChanges: ['integrations'] })

  const save = (values: Values) => {
    const given = integration.fields.flatMap((field) => {
      const value = values[nameOf(field)] ?? ''
      const isKept = field.type === 'password' && value === ''
      return isKept ? [] : [[field.id, Array.isArray(value) ? JSON.stringify(value) : value]]
    })
    const body = { label: String(values.label ?? ''), settings: Object.fromEntries(given) as Record<string, string> }
    return resource
      ? change.mutateAsync({ params: { id: resource.id }, body: { ...body, version: resource.version } })
      : create.mutateAsync({ params: { id: integration.id }, body })
  }

  const form = useForm<Values>({
    initial: startValues(integration, resource),
    save,
    onSaved: () => {
      toast.done(t('saved'))
      onClose()
    },
  })

  const noteOf = (field: InputField) => {
    if (field.type !== 'password') return undefined
    const at = resource?.secretsSetAt[field.id]
    return at ? t('secretSet', { at: when(at) }) : t('secretNew')
  }

  const title = resource ? t('editResource', { name: resource.label }) : t('resourceOf', { name: integration.name })
  return (
    <Drawer opened onClose={onClose} title={title} size={480}>
      <Form form={form} submit={t(resource ? 'saveResource' : 'createResource')} onCancel={onClose}>
        <TextInput
          id={form.fieldId('label')}
          label={t('label')}
          description={t('labelHelp')}
          withAsterisk
          maxLength={255}
          data-autofocus
          value={String(form.values.label ?? '')}
          error={form.errors.fields.label}
          onChange={(event) => form.set('label', event.currentTarget.value)}
        />
        {integration.fields.map((field) => (
          <FieldInput
            key={field.id}
            id={form.fieldId(nameOf(field))}
            field={field}
            value={form.values[nameOf(field)] ?? ''}
            onChange={(value) => form.set(nameOf(field), value)}
            error={form.errors.fields[nameOf(field)]}
            description={noteOf(field)}
          />
        ))}
      </Form>
    </Drawer>
  )
}
