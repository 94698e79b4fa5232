import { Link } from '@tanstack/react-router'
import { listAlerts } from '@tocsin/contracts/alert.ts'
import { useEndpoint } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { paths } from '../../paths.ts'
import { Clipped, ErrorState, Moment, Panel, SkeletonLines } from '../../ui/index.ts'
import { incidentTexts } from '../texts.ts'
import styles from './Detail.module.css'

const shown = 5

/** The alerts that opened the incident or joined it, newest first. */
export function SourceAlerts({ incidentId }: { incidentId: string }) {
  const t = useTexts(incidentTexts)
  const { data, error, refetch } = useEndpoint(listAlerts, { query: { incidentId, limit: shown } })
  return (
    <Panel title={t('sourceAlerts')} name="incident/alerts">
      {error ? (
        <ErrorState error={error} title={t('sourceAlerts')} retry={() => void refetch()} compact />
      ) : !data ? (
        <SkeletonLines lines={2} />
      ) : data.items.length === 0 ? (
        <span className={styles.quiet}>{t('noAlerts')}</span>
      ) : (
        <>
          {data.items.map((alert) => (
            <div key={alert.id} className={styles.alert}>
              <Link to={paths.alert(String(alert.id))}>
                <Clipped text={alert.title} />
              </Link>
              <span className={styles.under}>
                {alert.source}
                <Moment at={alert.occurredAt ?? alert.receivedAt} />
              </span>
            </div>
          ))}
          {data.total > shown && (
            <Link to={paths.alerts()} search={{ incidentId }}>
              {t('allAlerts', { n: data.total })}
            </Link>
          )}
        </>
      )}
    </Panel>
  )
}
