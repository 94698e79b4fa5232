import { Link } from '@tanstack/react-router'
import type { Alert, AlertOutcome as Outcome } from '@tocsin/contracts/alert.ts'
import { useTexts } from '../i18n/index.ts'
import { paths } from '../paths.ts'
import { StatusTag, type Tone, useCan } from '../ui/index.ts'
import styles from './Alerts.module.css'
import { alertTexts } from './texts.ts'

const tones: Record<Outcome, Tone> = {
  pending: 'warn',
  incident: 'active',
  triage: 'good',
  dropped: 'neutral',
  failed: 'danger',
}

export function AlertOutcome({ outcome }: { outcome: Outcome }) {
  const t = useTexts(alertTexts)
  return <StatusTag tone={tones[outcome]}>{t(outcome)}</StatusTag>
}

/** The rule that decided; its name stays when the rule is gone. */
export function AlertRule({ rule }: Pick<Alert, 'rule'>) {
  const t = useTexts(alertTexts)
  const can = useCan()
  if (!rule) return <span className={styles.quiet}>{t('noRule')}</span>
  return can('automation-rule.access') ? (
    <Link to={paths.automationRule(rule.id)} className={styles.link} title={rule.name}>
      {rule.name}
    </Link>
  ) : (
    rule.name
  )
}

/** What the alert opened or joined, with the way there. */
export function AlertResult({ alert }: { alert: Pick<Alert, 'result' | 'reason'> }) {
  const t = useTexts(alertTexts)
  const { result, reason } = alert
  if (!result) {
    return (
      <span className={styles.quiet} title={reason ?? undefined}>
        {reason ?? '–'}
      </span>
    )
  }
  const isIncident = result.kind === 'incidents'
  return (
    <Link to={isIncident ? paths.incident(result.id) : paths.triageEvent(result.id)} className={styles.link}>
      {result.label ?? t(isIncident ? 'openIncident' : 'openTriage', { id: result.id })}
    </Link>
  )
}
