import { VisuallyHidden } from '@mantine/core'
import type { Tenant } from '@tocsin/contracts/fleet.ts'
import { useTexts } from '../../i18n/index.ts'
import { SyncMark } from '../push/SyncMark.tsx'
import { syncTexts } from '../push/sync-texts.ts'
import styles from './Tenants.module.css'

const states = ['failed', 'drift', 'behind', 'synchronized'] as const

/** Content items by state at a tenant; states without any are left out, the worst come first. */
export function ContentCounts({ content }: { content: Tenant['content'] }) {
  const t = useTexts(syncTexts)
  const shown = states.filter((state) => content[state] > 0)
  if (shown.length === 0) return <span className={styles.none}>–</span>
  return (
    <span className={styles.counts}>
      {shown.map((state) => (
        <span key={state} className={styles.count} title={`${content[state]} × ${t(state)}`}>
          <SyncMark state={state} size={14} />
          {content[state]}
          <VisuallyHidden>{t(state)}</VisuallyHidden>
        </span>
      ))}
    </span>
  )
}
