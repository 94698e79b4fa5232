import { Modal, Select } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { listIncidentTemplates } from '@tocsin/contracts/incident-template.ts'
import { listLabels } from '@tocsin/contracts/label.ts'
import type { Json } from '@tocsin/contracts/lists.ts'
import { convertTriageEvent, type TriageEvent } from '@tocsin/contracts/triage-event.ts'
import { useRef } from 'react'
import { useChange, useEndpoint } from '../api/index.ts'
import { FieldInput, givenValues, missingFields, useFields } from '../custom-fields/index.ts'
import { useTexts } from '../i18n/index.ts'
import { startValues } from '../incidents/index.ts'
import { paths } from '../paths.ts'
import { Form, toast, useForm } from '../ui/index.ts'
import { UserSelect } from '../users/index.ts'
import styles from './Triage.module.css'
import { triageTexts } from './texts.ts'

interface ConvertValues {
  templateId: string | null
  ownerId: string | null
  labelId: string | null
  [internalName: string]: Json
}

/** Template, owner, label, and whatever the incident requires beyond what is carried over (TRI-20, NEW-14). */
export function ConvertDialog({ event, onClose }: { event: TriageEvent; onClose: () => void }) {
  const t = useTexts(triageTexts)
  const navigate = useNavigate()
  const convert = useChange(convertTriageEvent, { alsoChanges: ['incidents', 'entities'] })
  const templates = useEndpoint(listIncidentTemplates).data?.items.filter(({ enabled }) => enabled) ?? []
  const labels = useEndpoint(listLabels).data?.items ?? []
  const { fields } = useFields('incidents')
  const made = useRef('')

  const form = useForm<ConvertValues>({
    initial: { templateId: null, ownerId: event.owner?.id ?? null, labelId: null },
    save: async ({ templateId, ownerId, labelId, ...values }) => {
      const given = givenValues(fields, values)
      const { incidentId } = await convert.mutateAsync({
        params: { id: String(event.id) },
        body: {
          ...(templateId ? { templateId } : {}),
          ...(ownerId ? { ownerId } : {}),
          ...(labelId ? { labelId } : {}),
          ...(Object.keys(given).length > 0 ? { fields: given } : {}),
        },
      })
      made.current = incidentId
    },
    onSaved: () => {
      toast.done(t('convertedNow'))
      void navigate({ to: paths.incident(made.current), ignoreBlocker: true })
    },
  })
  const template = templates.find(({ id }) => id === form.values.templateId) ?? null
  const label = labels.find(({ id }) => id === form.values.labelId)
  const carried = { name: event.title, type: event.type ? [event.type] : [], restriction: event.severity }
  const known = { ...startValues(fields, template), ...withoutEmpty(carried) }
  const needed = missingFields(fields, known).filter(({ internalName }) => internalName !== 'incidentid')

  return (
    <Modal opened onClose={onClose} title={t('convertTitle', { name: event.title })} size={520}>
      <Form form={form} submit={t('convertApply')} onCancel={onClose}>
        <Select
          label={t('template')}
          placeholder={t('withoutTemplate')}
          clearable
          data={templates.map(({ id, name }) => ({ value: id, label: name }))}
          {...form.field('templateId')}
          onChange={(id) => form.set('templateId', id)}
        />
        <UserSelect label={t('owner')} {...form.field('ownerId')} />
        <Select
          label={t('label')}
          placeholder={t('labelDefault')}
          description={label && t('labelHelp', { preview: label.preview })}
          clearable
          data={labels.map(({ id, name }) => ({ value: id, label: name }))}
          {...form.field('labelId')}
          onChange={(id) => form.set('labelId', id)}
        />
        {needed.length > 0 && (
          <fieldset className={styles.needed}>
            <legend>{t('convertNeeds')}</legend>
            {needed.map((field) => (
              <FieldInput
                key={field.internalName}
                field={field}
                {...form.field(field.internalName)}
                onChange={(value) => form.set(field.internalName, value)}
              />
            ))}
          </fieldset>
        )}
      </Form>
    </Modal>
  )
}

function withoutEmpty(values: Record<string, Json>): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0)),
  )
}
