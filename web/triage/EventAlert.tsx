import { Link } from '@tanstack/react-router'
import { getAlert, listAlerts } from '@tocsin/contracts/alert.ts'
import type { TriageEvent } from '@tocsin/contracts/triage-event.ts'
import { useEndpoint } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { paths } from '../paths.ts'
import { EmptyState, ErrorState, JsonView, SkeletonLines } from '../ui/index.ts'
import styles from './Triage.module.css'
import { triageTexts } from './texts.ts'

/** The alert behind the event, as it came (TRI-09). */
export function EventAlert({ event }: { event: TriageEvent }) {
  const t = useTexts(triageTexts)
  const id = String(event.alertId)
  const { data, error, refetch } = useEndpoint(getAlert, { params: { id } }, { enabled: event.alertId !== null })
  const group = useEndpoint(listAlerts, { query: { triageEventId: String(event.id), limit: 1 } })
  if (event.alertId === null) return <EmptyState title={t('noAlert')} compact />
  if (error) return <ErrorState error={error} title={t('alert')} retry={() => void refetch()} compact />
  if (!data) return <SkeletonLines lines={10} />
  return (
    <div className={styles.overview}>
      <span>
        <Link to={paths.alert(id)}>{data.title}</Link>
        {(group.data?.total ?? 0) > 1 && (
          <>
            {' · '}
            <Link to={paths.alerts()} search={{ triageEventId: String(event.id) }}>
              {t('moreAlerts', { n: group.data?.total ?? 0 })}
            </Link>
          </>
        )}
      </span>
      <JsonView value={data.raw} name={`alert-${id}`} height={560} />
    </div>
  )
}
