import type { DeliveryStatus } from '@tocsin/contracts/fleet.ts'
import { useTexts } from '../../i18n/index.ts'
import { StatusTag, type Tone } from '../../ui/index.ts'
import { type DeliveryCounts, deliveryOrder } from './delivery-counts.ts'
import styles from './Releases.module.css'
import { releaseTexts } from './texts.ts'

const tones: Record<DeliveryStatus, Tone> = {
  pending: 'active',
  applied: 'good',
  failed: 'danger',
  blocked: 'warn',
  stopped: 'neutral',
}

export function DeliveryTag({ status }: { status: DeliveryStatus }) {
  const t = useTexts(releaseTexts)
  return <StatusTag tone={tones[status]}>{t(status)}</StatusTag>
}

/** How a release stands in one line: a tag for each state that occurs, with how many tenants. */
export function DeliveryTally({ counts }: { counts: DeliveryCounts }) {
  const t = useTexts(releaseTexts)
  return (
    <span className={styles.tally}>
      {deliveryOrder.map((status) => {
        const count = counts[status] ?? 0
        return count > 0 ? <StatusTag key={status} tone={tones[status]}>{`${count} ${t(status)}`}</StatusTag> : null
      })}
    </span>
  )
}
