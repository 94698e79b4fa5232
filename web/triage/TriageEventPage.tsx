import { useParams } from '@tanstack/react-router'
import { getTriageEvent, type TriageEvent } from '@tocsin/contracts/triage-event.ts'
import { useEndpoint } from '../api/index.ts'
import { FieldValue, isBlank, useFields } from '../custom-fields/index.ts'
import { useTexts } from '../i18n/index.ts'
import { paths } from '../paths.ts'
import { TriageRuns } from '../runs/index.ts'
import {
  DetailPage,
  ErrorState,
  Field,
  Fields,
  Moment,
  Page,
  Severity,
  SkeletonLines,
  StatusTag,
  type Tab,
  Tabs,
  useCan,
} from '../ui/index.ts'
import { EventActions } from './EventActions.tsx'
import { EventAlert } from './EventAlert.tsx'
import { EventEntities } from './EventEntities.tsx'
import { EventOverview } from './EventOverview.tsx'
import { StateTag } from './StateTag.tsx'
import styles from './Triage.module.css'
import { triageTexts } from './texts.ts'

/** One event: its fields, the alert behind it, what was found in it (TRI-09). */
export function TriageEventPage() {
  const t = useTexts(triageTexts)
  const { id } = useParams({ strict: false }) as { id: string }
  const { data: event, error, refetch } = useEndpoint(getTriageEvent, { params: { id } })
  if (event) return <OpenEvent key={id} event={event} />
  return (
    <Page title={t('event')} up={{ label: t('title'), to: paths.triage() }}>
      {error ? (
        <ErrorState error={error} title={t('unread')} retry={() => void refetch()} />
      ) : (
        <SkeletonLines lines={8} />
      )}
    </Page>
  )
}

function OpenEvent({ event }: { event: TriageEvent }) {
  const t = useTexts(triageTexts)
  const can = useCan()
  const { fields } = useFields('triage')
  const tabs: Tab[] = [{ key: 'overview', label: t('overview'), content: () => <EventOverview event={event} /> }]
  if (can('alert.access')) {
    tabs.push({ key: 'alert', label: t('alert'), content: () => <EventAlert event={event} /> })
  }
  if (can('entity.access')) {
    tabs.push({ key: 'entities', label: t('entities'), fill: true, content: () => <EventEntities event={event} /> })
  }
  if (can('incident-playbook.access')) {
    tabs.push({
      key: 'playbooks',
      label: t('playbooks'),
      fill: true,
      content: () => <TriageRuns triageEventId={String(event.id)} type={event.type} />,
    })
  }
  return (
    <DetailPage
      name="triage-event"
      title={event.title}
      up={{ label: t('title'), to: paths.triage() }}
      tags={
        <>
          {event.severity && <Severity level={event.severity} />}
          <StateTag state={event.state} />
          <StatusTag>{event.status}</StatusTag>
        </>
      }
      trail={{ list: 'triage', id: String(event.id), to: paths.triageEvent }}
      actions={<EventActions event={event} />}
      left={{
        title: t('facts'),
        content: (
          <Fields>
            <Field label={t('id')}>{event.id}</Field>
            <Field label={t('type')}>{event.type}</Field>
            <Field label={t('owner')}>{event.owner?.name ?? <span className={styles.quiet}>{t('nobody')}</span>}</Field>
            <Field label={t('source')}>{event.source}</Field>
            <Field label={t('generatedBy')}>{event.generatedBy.name}</Field>
            <Field label={t('created')}>
              <Moment at={event.createdAt} absolute />
            </Field>
            <Field label={t('updated')}>
              <Moment at={event.updatedAt} absolute />
            </Field>
            {fields
              .filter(({ custom }) => custom)
              .map((field) => {
                const value = event.fields[field.internalName]
                return (
                  <Field key={field.internalName} label={field.name}>
                    {isBlank(value) ? null : <FieldValue field={field} value={value} />}
                  </Field>
                )
              })}
          </Fields>
        ),
      }}
    >
      <Tabs label={t('event')} tabs={tabs} />
    </DetailPage>
  )
}
