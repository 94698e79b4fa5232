import { getActionUsage } from '@tocsin/contracts/integration.ts'
import { useEndpoint } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { Can, useAbsoluteTime } from '../ui/index.ts'
import styles from './Integrations.module.css'
import { integrationTexts } from './texts.ts'

const refreshMs = 30_000
/** From this share of the limit on the count warns. */
const NEAR = 0.8

/** Actions of the current hour, the limit, and those that were not run, for who looks after integrations (EXE-20 … EXE-22). */
export function ActionUsage() {
  return (
    <Can capability="integration.configure">
      <Usage />
    </Can>
  )
}

function Usage() {
  const t = useTexts(integrationTexts)
  const format = useAbsoluteTime()
  const { data } = useEndpoint(getActionUsage, {}, { refetchInterval: refreshMs })
  if (!data) return null
  const { used, limit, refused, hour } = data
  const state = refused > 0 ? 'full' : limit !== null && used >= limit * NEAR ? 'near' : undefined
  return (
    <div className={styles.usage} data-state={state} title={t('usageHelp', { at: format(hour) })}>
      <span>{limit === null ? t('usageUnlimited', { used }) : t('usage', { used, limit })}</span>
      {limit !== null && (
        <meter
          className={styles.meter}
          min={0}
          max={limit}
          value={Math.min(used, limit)}
          aria-label={t('usageLabel')}
        />
      )}
      {refused > 0 && <span className={styles.refused}>{t('usageRefused', { n: refused })}</span>}
    </div>
  )
}
