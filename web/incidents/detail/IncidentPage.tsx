import { useParams } from '@tanstack/react-router'
import { type FieldDescription, getIncident, type Incident } from '@tocsin/contracts/incident.ts'
import { CallError, useEndpoint } from '../../api/index.ts'
import { useFields } from '../../custom-fields/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { paths } from '../../paths.ts'
import { DetailPage, ErrorState, Page, Severity, SkeletonLines, StatusTag } from '../../ui/index.ts'
import { IncidentStatus } from '../IncidentStatus.tsx'
import { incidentTexts } from '../texts.ts'
import { Facts } from './Facts.tsx'
import { IncidentActions } from './IncidentActions.tsx'
import { IncidentTabs } from './IncidentTabs.tsx'
import { JoinIncident } from './JoinIncident.tsx'
import { KeyFields } from './KeyFields.tsx'

/** One incident in three columns: key fields, tabs, facts (IDT-01). */
export function IncidentPage() {
  const t = useTexts(incidentTexts)
  const { id } = useParams({ strict: false }) as { id: string }
  const { data: incident, error, refetch } = useEndpoint(getIncident, { params: { id } })
  const { fields } = useFields('incidents')
  if (incident) return <OpenIncident key={id} incident={incident} fields={fields} />
  return (
    <Page title={t('incident')} up={{ label: t('title'), to: paths.incidents() }}>
      {error instanceof CallError && error.code === 'not_allowed' ? (
        <JoinIncident id={id} reason={error.message} />
      ) : error ? (
        <ErrorState error={error} title={t('unread')} retry={() => void refetch()} />
      ) : (
        <SkeletonLines lines={10} />
      )}
    </Page>
  )
}

function OpenIncident({ incident, fields }: { incident: Incident; fields: FieldDescription[] }) {
  const t = useTexts(incidentTexts)
  const { incidentid, name } = incident.fields
  return (
    <DetailPage
      name="incident"
      title={[incidentid, name].filter(Boolean).join('  ')}
      up={{ label: t('title'), to: paths.incidents() }}
      tags={
        <>
          {incident.fields.restriction && <Severity level={incident.fields.restriction} />}
          <IncidentStatus incident={incident} />
          {incident.fields.is_deleted && <StatusTag tone="danger">{t('isDeleted')}</StatusTag>}
        </>
      }
      trail={{ list: 'incidents', id: String(incident.id), to: paths.incident }}
      actions={<IncidentActions incident={incident} />}
      left={{ title: t('keyFields'), content: <KeyFields incident={incident} fields={fields} /> }}
      right={{ title: t('facts'), content: <Facts incident={incident} /> }}
    >
      <IncidentTabs incident={incident} fields={fields} />
    </DetailPage>
  )
}
