import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { createIncident, type FieldDescription } from '@tocsin/contracts/incident.ts'
import type { IncidentTemplate } from '@tocsin/contracts/incident-template.ts'
import { useRef, useState } from 'react'
import { useChange } from '../../api/index.ts'
import { givenValues } from '../../custom-fields/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { paths } from '../../paths.ts'
import { Form, toast, useForm } from '../../ui/index.ts'
import { incidentTexts } from '../texts.ts'
import { ArtifactsStep } from './ArtifactsStep.tsx'
import { AutomationStep } from './AutomationStep.tsx'
import type { CreationValues } from './creation-values.ts'
import { DetailsStep } from './DetailsStep.tsx'
import styles from './NewIncident.module.css'
import { type Step, StepList } from './StepList.tsx'
import { creationFields, filledArtifacts, isHalfFilled, missingNames, startValues, templateChanges } from './steps.ts'

interface NewIncidentFormProps {
  fields: FieldDescription[]
  templates: IncidentTemplate[]
  templateId: string | null
}

const emptyRow = { name: '', value: '' }

export function NewIncidentForm({ fields: all, templates, templateId }: NewIncidentFormProps) {
  const t = useTexts(incidentTexts)
  const navigate = useNavigate()
  const create = useChange(createIncident)
  const fields = creationFields(all)
  const find = (id: string | null) => templates.find((template) => template.id === id) ?? null
  const start = find(templateId)
  const [step, setStep] = useState<Step>('details')
  const made = useRef<number | null>(null)

  const form = useForm<CreationValues>({
    initial: {
      ...startValues(fields, start),
      templateId: start?.id ?? null,
      labelId: null,
      playbooks: start?.playbooks ?? [],
      artifacts: [emptyRow],
    },
    save: async (values) => {
      const incident = await create.mutateAsync({
        body: {
          templateId: values.templateId,
          labelId: values.labelId,
          fields: givenValues(fields, values),
          artifacts: filledArtifacts(values.artifacts),
          playbooks: values.playbooks,
        },
      })
      made.current = incident.id
      toast.done(t('created', { label: incident.fields.incidentid }))
    },
    onSaved: () => void navigate({ to: paths.incident(String(made.current)), ignoreBlocker: true }),
  })
  const { values } = form

  const chooseTemplate = (id: string | null) => {
    const [from, to] = [find(values.templateId), find(id)]
    for (const [name, value] of Object.entries(templateChanges(fields, values, from, to))) form.set(name, value)
    form.set('templateId', id)
    form.set('playbooks', to?.playbooks ?? [])
  }

  const missing = missingNames(fields, values)
  const problems: Record<Step, string | null> = {
    details: missing.length > 0 ? t('missing', { names: missing.join(', ') }) : null,
    automation: null,
    artifacts: isHalfFilled(values.artifacts) ? t('artifactHalf') : null,
  }
  const steps: Step[] = ['details', 'automation', 'artifacts']
  const next = steps[steps.indexOf(step) + 1]
  const previous = steps[steps.indexOf(step) - 1]
  const blocking = Object.values(problems).find((problem) => problem !== null) ?? null

  return (
    <div className={styles.wizard}>
      <StepList steps={steps} open={step} problems={problems} onOpen={setStep} />
      <Form
        form={form}
        submit={t('create')}
        blocked={blocking}
        onCancel={() => void navigate({ to: paths.incidents() })}
        extra={
          <>
            {previous && <Button onClick={() => setStep(previous)}>{t('back')}</Button>}
            {next && <Button onClick={() => setStep(next)}>{t('next')}</Button>}
          </>
        }
      >
        {step === 'details' && (
          <DetailsStep form={form} fields={fields} templates={templates} onTemplate={chooseTemplate} />
        )}
        {step === 'automation' && (
          <AutomationStep
            chosen={values.playbooks}
            types={values.type}
            onChange={(playbooks) => form.set('playbooks', playbooks)}
          />
        )}
        {step === 'artifacts' && (
          <ArtifactsStep rows={values.artifacts} onChange={(artifacts) => form.set('artifacts', artifacts)} />
        )}
      </Form>
    </div>
  )
}
