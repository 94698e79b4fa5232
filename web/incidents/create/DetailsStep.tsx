import { Select } from '@mantine/core'
import type { FieldDescription } from '@tocsin/contracts/incident.ts'
import type { IncidentTemplate } from '@tocsin/contracts/incident-template.ts'
import { listLabels } from '@tocsin/contracts/label.ts'
import { useEndpoint } from '../../api/index.ts'
import { FieldInput } from '../../custom-fields/index.ts'
import { useTexts } from '../../i18n/index.ts'
import type { useForm } from '../../ui/index.ts'
import { isWide } from '../overview/EditFields.tsx'
import { fieldGroups } from '../overview/field-groups.ts'
import { incidentTexts } from '../texts.ts'
import type { CreationValues } from './creation-values.ts'
import styles from './NewIncident.module.css'

interface DetailsStepProps {
  form: ReturnType<typeof useForm<CreationValues>>
  fields: FieldDescription[]
  templates: IncidentTemplate[]
  onTemplate: (id: string | null) => void
}

/** Template, label and every field; required ones carry an asterisk (NEW-02, NEW-09). */
export function DetailsStep({ form, fields, templates, onTemplate }: DetailsStepProps) {
  const t = useTexts(incidentTexts)
  const labels = useEndpoint(listLabels).data?.items ?? []
  const template = templates.find(({ id }) => id === form.values.templateId)
  const labelId = form.values.labelId ?? template?.labelId ?? labels.find(({ isDefault }) => isDefault)?.id
  const label = labels.find(({ id }) => id === labelId)
  return (
    <>
      <div className={styles.inputs}>
        <Select
          label={t('templateChoice')}
          description={template?.description || t('templateHelp')}
          placeholder={t('withoutTemplate')}
          clearable
          searchable={templates.length > 8}
          data={templates.map(({ id, name }) => ({ value: id, label: name }))}
          value={form.values.templateId}
          onChange={onTemplate}
        />
        <Select
          label={t('labelChoice')}
          description={label && t('labelHelp', { preview: label.preview })}
          placeholder={t('labelDefault')}
          clearable
          data={labels.map(({ id, name }) => ({ value: id, label: name }))}
          {...form.field('labelId')}
          onChange={(id) => form.set('labelId', id)}
        />
      </div>
      {fieldGroups(fields).map(({ group, fields: inside }) => (
        <fieldset key={group} className={styles.inputs}>
          <legend>{t(group)}</legend>
          {inside.map((field) => (
            <div key={`${field.internalName} ${form.values.templateId}`} data-wide={isWide(field) || undefined}>
              <FieldInput
                field={field}
                {...form.field(field.internalName)}
                placeholder={field.internalName === 'incidentid' ? (label?.preview ?? t('generated')) : undefined}
                onChange={(value) => form.set(field.internalName, value)}
              />
            </div>
          ))}
        </fieldset>
      ))}
    </>
  )
}
