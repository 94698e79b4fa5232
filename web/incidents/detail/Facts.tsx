import { Link } from '@tanstack/react-router'
import type { Incident } from '@tocsin/contracts/incident.ts'
import { getIncidentTemplate } from '@tocsin/contracts/incident-template.ts'
import { useEndpoint } from '../../api/index.ts'
import { plainText } from '../../custom-fields/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { paths } from '../../paths.ts'
import { Can, duration, Field, Fields, Moment, Panel, RichText, useCan, useNow } from '../../ui/index.ts'
import { IncidentStatus } from '../IncidentStatus.tsx'
import { incidentTexts } from '../texts.ts'
import { Artifacts } from './Artifacts.tsx'
import styles from './Detail.module.css'
import { Investigators } from './Investigators.tsx'
import { SourceAlerts } from './SourceAlerts.tsx'

/** The right column: what the incident is about and where it came from (IDT-07). */
export function Facts({ incident }: { incident: Incident }) {
  const t = useTexts(incidentTexts)
  const { description, additional_info } = incident.fields
  return (
    <>
      <Panel title={t('description')} name="incident/description">
        {description && <p className={styles.description}>{description}</p>}
        {plainText(additional_info) && <RichText html={additional_info} />}
        {!description && !plainText(additional_info) && <span className={styles.quiet}>{t('noDescription')}</span>}
      </Panel>
      <Panel title={t('statusAndOwner')} name="incident/status">
        <StatusFacts incident={incident} />
      </Panel>
      <Artifacts incident={incident} />
      <Can capability="alert.access">
        <SourceAlerts incidentId={String(incident.id)} />
      </Can>
      <Investigators incident={incident} />
    </>
  )
}

function StatusFacts({ incident }: { incident: Incident }) {
  const t = useTexts(incidentTexts)
  const { fields, open, createdBy, generatedBy } = incident
  const now = useNow()
  const end = fields.closingtime ? Date.parse(fields.closingtime) : now
  return (
    <Fields>
      <Field label={t('status')}>
        <IncidentStatus incident={incident} />
      </Field>
      <Field label={t('owner')}>{fields.owner?.name ?? <span className={styles.quiet}>{t('nobody')}</span>}</Field>
      <Field label={t('opened')}>
        <Moment at={fields.openingtime} absolute />
      </Field>
      {fields.closingtime && (
        <Field label={t('closedAt')}>
          <Moment at={fields.closingtime} absolute />
        </Field>
      )}
      <Field label={t(open ? 'openFor' : 'took')}>{duration(Math.max(0, end - Date.parse(fields.openingtime)))}</Field>
      {createdBy.name !== generatedBy.name && <Field label={t('createdBy')}>{createdBy.name}</Field>}
      <Field label={t('generatedBy')}>
        <Origin incident={incident} />
      </Field>
      {incident.templateId && <Template id={incident.templateId} />}
      {fields.closing_note && (
        <Field label={t('closingNote')}>
          <span className={styles.note}>{plainText(fields.closing_note)}</span>
        </Field>
      )}
    </Fields>
  )
}

/** Who or what made it, with the way there (INC-03). */
function Origin({ incident: { generatedBy } }: { incident: Incident }) {
  const can = useCan()
  const to =
    generatedBy.kind === 'rule' && can('automation-rule.access')
      ? paths.automationRule(generatedBy.id)
      : generatedBy.kind === 'triage' && can('triage.access')
        ? paths.triageEvent(generatedBy.id)
        : null
  return to ? <Link to={to}>{generatedBy.name}</Link> : generatedBy.name
}

function Template({ id }: { id: string }) {
  const t = useTexts(incidentTexts)
  const can = useCan()
  const { data } = useEndpoint(getIncidentTemplate, { params: { id } })
  if (!data) return null
  return (
    <Field label={t('template')}>
      {can('incident-template.access') ? <Link to={paths.incidentTemplate(id)}>{data.name}</Link> : data.name}
    </Field>
  )
}
