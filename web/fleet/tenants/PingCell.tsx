import { Loader } from '@mantine/core'
import type { Tenant } from '@tocsin/contracts/fleet.ts'
import { useTexts } from '../../i18n/index.ts'
import { ActionButton } from '../../ui/index.ts'
import { failureText } from './TenantStatusTag.tsx'
import styles from './Tenants.module.css'
import { roundTrip } from './tenant-rows.ts'
import { tenantTexts } from './texts.ts'
import type { Ping } from './use-pings.ts'

interface PingCellProps {
  tenant: Tenant
  /** What the last ping of this page found; without one the time last measured is shown. */
  ping: Ping | undefined
  onPing: (id: string) => Promise<void>
}

/** Asks the tenant now; the time or the reason is the answer, in the row (MSSP-21, FLT-21). */
export function PingCell({ tenant, ping, onPing }: PingCellProps) {
  const t = useTexts(tenantTexts)
  return (
    <span className={styles.ping}>
      <PingResult tenant={tenant} ping={ping} />
      <ActionButton
        size="compact-xs"
        aria-label={t('pingName', { name: tenant.name })}
        ability={tenant.abilities.ping}
        onClick={() => onPing(tenant.id)}
      >
        {t('ping')}
      </ActionButton>
    </span>
  )
}

function PingResult({ tenant, ping }: { tenant: Tenant; ping: Ping | undefined }) {
  const t = useTexts(tenantTexts)
  if (ping === 'busy') {
    return (
      <span className={styles.result} role="status">
        <Loader size={12} aria-label={t('pinging', { name: tenant.name })} />
      </span>
    )
  }
  if (ping?.ok) {
    return (
      <span className={styles.result} data-good role="status">
        ✓ {ping.roundTripMs === null ? '' : roundTrip(ping.roundTripMs)}
      </span>
    )
  }
  if (ping) {
    return (
      <span className={styles.result} data-bad role="status" title={ping.error}>
        ✕ {ping.failure ? t(failureText(ping.failure)) : ping.error}
      </span>
    )
  }
  return (
    <span className={styles.result} data-old>
      {tenant.roundTripMs === null ? '–' : roundTrip(tenant.roundTripMs)}
    </span>
  )
}
