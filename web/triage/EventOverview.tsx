import { Link } from '@tanstack/react-router'
import type { TriageEvent } from '@tocsin/contracts/triage-event.ts'
import { useTexts } from '../i18n/index.ts'
import { paths } from '../paths.ts'
import { Panel, RichText } from '../ui/index.ts'
import { isHtml } from './is-html.ts'
import styles from './Triage.module.css'
import { triageTexts } from './texts.ts'

export function EventOverview({ event }: { event: TriageEvent }) {
  const t = useTexts(triageTexts)
  return (
    <div className={styles.overview}>
      {event.incidentId && (
        <div className={styles.became}>
          {t('becameIncident')} <Link to={paths.incident(event.incidentId)}>{t('openIncident')}</Link>
        </div>
      )}
      {event.closingNote && (
        <Panel title={t('closingNote')}>
          <span className={styles.text}>{event.closingNote}</span>
        </Panel>
      )}
      <Panel title={t('description')}>
        {!event.description ? (
          <span className={styles.quiet}>{t('noDescription')}</span>
        ) : isHtml(event.description) ? (
          <RichText html={event.description} />
        ) : (
          <span className={styles.text}>{event.description}</span>
        )}
      </Panel>
    </div>
  )
}
