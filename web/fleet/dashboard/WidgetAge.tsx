import { Popover } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { WidgetData } from '@tocsin/contracts/fleet-dashboard.ts'
import { useLanguage, useTexts } from '../../i18n/index.ts'
import { relativeTime, useAbsoluteTime, useNow } from '../../ui/index.ts'
import { silentTenants } from './chart-rows.ts'
import styles from './Dashboard.module.css'
import { dashboardTexts } from './texts.ts'

/** The age of the oldest tenant's figures, and which tenants are silent since when (MSSP-14). */
export function WidgetAge({ data }: { data: WidgetData }) {
  const t = useTexts(dashboardTexts)
  const { language } = useLanguage()
  const absolute = useAbsoluteTime()
  const now = useNow(10_000)
  const silent = silentTenants(data)
  const when = (at: string) => relativeTime(Math.min(Date.parse(at), now), now, language)
  return (
    <footer className={styles.foot}>
      <span title={data.oldestAt ? absolute(data.oldestAt) : undefined}>
        {data.oldestAt ? t('oldest', { when: when(data.oldestAt) }) : t('noData')}
      </span>
      {silent.length > 0 && (
        <Popover position="top-end" width={360}>
          <Popover.Target>
            <button type="button" className={styles.silent}>
              <IconAlertTriangle size={12} aria-hidden />
              {t('silent', { n: silent.length })}
            </button>
          </Popover.Target>
          <Popover.Dropdown>
            <strong>{t('silentTitle')}</strong>
            <ul className={styles.silentList}>
              {silent.map(({ id, name, asOf, reason }) => (
                <li key={id}>
                  {asOf ? t('since', { name, when: absolute(asOf) }) : t('neverData', { name })}
                  {reason && !(asOf && reason.includes(asOf)) && <span className={styles.sub}> {reason}</span>}
                </li>
              ))}
            </ul>
          </Popover.Dropdown>
        </Popover>
      )}
    </footer>
  )
}
