import { Tooltip } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ContentSync } from '@tocsin/contracts/fleet.ts'
import { useTexts } from '../../i18n/index.ts'
import { paths } from '../../paths.ts'
import { Skeleton } from '../../ui/index.ts'
import styles from './Push.module.css'
import { SyncMark } from './SyncMark.tsx'
import { syncTexts } from './sync-texts.ts'

const listed = 12
const order = ['failed', 'drift', 'behind', 'synchronized', 'never'] as const

interface SyncCellProps {
  kind: string
  name: string
  sync: ContentSync | undefined
  isLoading: boolean
}

/** The Synchronized icon (MSSP-40, MSSP-41); hover or focus tells which tenants, a click opens the pushes of the item. */
export function SyncCell({ kind, name, sync, isLoading }: SyncCellProps) {
  const t = useTexts(syncTexts)
  if (!sync) return isLoading ? <Skeleton width={20} height={16} /> : <span title={t('unknown')}>–</span>
  const state = t(sync.state)
  return (
    <Tooltip label={<SyncDetail sync={sync} />} events={{ hover: true, focus: true, touch: true }} position="left">
      <Link
        to={paths.fleetReleases()}
        search={{ kind, item: sync.id } as never}
        className={styles.sync}
        aria-label={t('stateOf', { state, name })}
        data-state={sync.state}
      >
        <SyncMark state={sync.state} />
        <span className={styles.count}>{sync.tenants.length > 0 && sync.tenants.length}</span>
      </Link>
    </Tooltip>
  )
}

function SyncDetail({ sync }: { sync: ContentSync }) {
  const t = useTexts(syncTexts)
  const tenants = [...sync.tenants].sort(
    (one, other) => order.indexOf(one.state) - order.indexOf(other.state) || one.name.localeCompare(other.name),
  )
  const rest = tenants.length - listed
  return (
    <div className={styles.detail}>
      <strong>{t(sync.state)}</strong>
      {sync.state === 'never' && <span>{t('neverText')}</span>}
      {sync.state === 'synchronized' && <span>{t('synchronizedAll', { n: tenants.length })}</span>}
      {tenants.slice(0, listed).map((tenant) => (
        <span key={tenant.id} className={styles.tenant}>
          <SyncMark state={tenant.state} size={12} />
          <span>
            {tenant.name} · {t(tenant.state)}
            {tenant.reason && `. ${tenant.reason}`}
          </span>
        </span>
      ))}
      {rest > 0 && <span>{t('andMore', { n: rest })}</span>}
    </div>
  )
}
