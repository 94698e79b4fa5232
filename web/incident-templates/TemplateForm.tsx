import { Select, Switch, TagsInput, Textarea, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import type { FieldDescription } from '@tocsin/contracts/incident.ts'
import {
  changeIncidentTemplate,
  createIncidentTemplate,
  type IncidentTemplate,
} from '@tocsin/contracts/incident-template.ts'
import { listLabels } from '@tocsin/contracts/label.ts'
import type { Json } from '@tocsin/contracts/lists.ts'
import { useRef } from 'react'
import { useChange, useEndpoint } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { paths } from '../paths.ts'
import { Form, Panel, toast, useAbility, useForm } from '../ui/index.ts'
import { Defaults } from './Defaults.tsx'
import { PlaybookRows } from './PlaybookRows.tsx'
import styles from './Templates.module.css'
import { templateTexts } from './texts.ts'
import { draftDefaults, writtenDefaults } from './written-defaults.ts'

interface TemplateFormProps {
  template: IncidentTemplate | null
  /** What the form begins with: the template, or another one that is cloned. */
  start: IncidentTemplate | undefined
  fields: FieldDescription[]
}

/** Name, defaults of any field, label, playbooks with autorun (TPL-02 … TPL-05). */
export function TemplateForm({ template, start, fields }: TemplateFormProps) {
  const t = useTexts(templateTexts)
  const navigate = useNavigate()
  const labels = useEndpoint(listLabels).data?.items ?? []
  const create = useChange(createIncidentTemplate)
  const change = useChange(changeIncidentTemplate)
  const mayConfigure = useAbility(true, 'incident-template.configure')
  const made = useRef<IncidentTemplate | null>(null)
  // Of the template as this form knows it: what somebody else saves meanwhile must not be overwritten.
  const version = useRef(template?.version)
  const form = useForm({
    initial: {
      name: start?.name ?? '',
      description: start?.description ?? '',
      category: start?.category ?? '',
      tags: start?.tags ?? [],
      labelId: start?.labelId ?? null,
      enabled: start?.enabled ?? true,
      defaults: draftDefaults(fields, start?.defaults ?? {}),
      playbooks: start?.playbooks ?? [],
    },
    schema: template ? changeIncidentTemplate.body : createIncidentTemplate.body,
    save: async (values) => {
      const body = { ...values, defaults: writtenDefaults(fields, values.defaults) }
      made.current = template
        ? await change.mutateAsync({ params: { id: template.id }, body: { ...body, version: version.current } })
        : await create.mutateAsync({ body })
      version.current = made.current.version
    },
    onSaved: () => {
      toast.done(t('saved', { name: form.values.name }))
      if (!template && made.current) void navigate({ to: paths.incidentTemplate(made.current.id), ignoreBlocker: true })
    },
  })
  return (
    <div className={styles.form}>
      <Form
        form={form}
        submit={t(template ? 'save' : 'create')}
        blocked={mayConfigure === true ? null : mayConfigure}
        onCancel={() => void navigate({ to: paths.incidentTemplates() })}
      >
        <div className={styles.pair}>
          <TextInput label={t('name')} withAsterisk maxLength={255} {...form.field('name')} />
          <TextInput label={t('category')} maxLength={255} {...form.field('category')} />
          <Select
            label={t('label')}
            placeholder={t('labelDefault')}
            clearable
            data={labels.map(({ id, name }) => ({ value: id, label: name }))}
            {...form.field('labelId')}
            onChange={(id) => form.set('labelId', id)}
          />
          <TagsInput size="xs" label={t('tags')} splitChars={[',']} {...form.field('tags')} />
        </div>
        <Textarea label={t('description')} minRows={2} maxLength={4000} {...form.field('description')} />
        <Switch label={t('enabled')} {...form.flag('enabled')} />
        <Panel title={t('defaults')}>
          <Defaults
            fields={fields}
            values={form.values.defaults}
            error={form.errors.fields.defaults}
            onChange={(defaults: Record<string, Json>) => form.set('defaults', defaults)}
          />
        </Panel>
        <Panel title={t('playbooks')}>
          <PlaybookRows playbooks={form.values.playbooks} onChange={(playbooks) => form.set('playbooks', playbooks)} />
        </Panel>
      </Form>
    </div>
  )
}
