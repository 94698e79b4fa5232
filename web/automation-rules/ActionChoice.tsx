import { SegmentedControl, Select } from '@mantine/core'
import { listIncidentTemplates } from '@tocsin/contracts/incident-template.ts'
import { listLabels } from '@tocsin/contracts/label.ts'
import { useEndpoint } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { UserSelect } from '../users/index.ts'
import styles from './Rules.module.css'
import type { RuleDraft } from './rule-draft.ts'
import { ruleTexts } from './texts.ts'

interface ActionChoiceProps {
  values: RuleDraft
  set: <Name extends keyof RuleDraft>(name: Name, value: RuleDraft[Name]) => void
}

/** An incident from a template, or an event for triage (RUL-05, RUL-06). */
export function ActionChoice({ values, set }: ActionChoiceProps) {
  const t = useTexts(ruleTexts)
  const templates = useEndpoint(listIncidentTemplates).data?.items ?? []
  const labels = useEndpoint(listLabels).data?.items ?? []
  return (
    <div className={styles.rows}>
      <SegmentedControl
        className={styles.add}
        aria-label={t('action')}
        value={values.action}
        onChange={(next) => set('action', next === 'add-to-triage' ? next : 'create-incident')}
        data={[
          { value: 'create-incident', label: t('createIncident') },
          { value: 'add-to-triage', label: t('addToTriage') },
        ]}
      />
      {values.action === 'create-incident' && (
        <div className={styles.triple}>
          <Select
            label={t('template')}
            placeholder={t('noTemplate')}
            clearable
            data={templates.map(({ id, name }) => ({ value: id, label: name }))}
            value={values.templateId}
            onChange={(id) => set('templateId', id)}
          />
          <Select
            label={t('label')}
            placeholder={t('labelDefault')}
            clearable
            data={labels.map(({ id, name }) => ({ value: id, label: name }))}
            value={values.labelId}
            onChange={(id) => set('labelId', id)}
          />
          <UserSelect label={t('owner')} value={values.ownerId} onChange={(id) => set('ownerId', id)} />
        </div>
      )}
    </div>
  )
}
