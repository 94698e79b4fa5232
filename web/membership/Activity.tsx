import { Button } from '@mantine/core'
import { listPairingActivity, type Pairing } from '@tocsin/contracts/membership.ts'
import { useState } from 'react'
import { useEndpoint } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { EmptyState, ErrorState, Moment, Panel, SkeletonLines } from '../ui/index.ts'
import { pairingEvent, subjectName, wordsOf } from './activity-words.ts'
import styles from './Membership.module.css'
import { membershipTexts } from './texts.ts'

const firstPage = 20

/** What the MSSP and its people did here, with names and times (FLT-11). */
export function Activity({ pairing, name }: { pairing: Pairing; name: string }) {
  const t = useTexts(membershipTexts)
  const [limit, setLimit] = useState(firstPage)
  const { data, error, refetch } = useEndpoint(
    listPairingActivity,
    { params: { id: pairing.id }, query: { limit } },
    { keep: true, refetchInterval: 15_000 },
  )
  return (
    <Panel title={t('did', { name })} bare>
      {error && !data && <ErrorState error={error} title={t('notRead')} retry={() => void refetch()} compact />}
      {!error && !data && (
        <div className={styles.pad}>
          <SkeletonLines lines={4} />
        </div>
      )}
      {data?.items.length === 0 && <EmptyState title={t('didNone')} text={t('didNoneText')} compact />}
      <ul className={styles.timeline} aria-label={t('did', { name })}>
        {data?.items.map((event) => {
          const own = pairingEvent(event.type)
          return (
            <li key={event.id}>
              <span className={styles.quiet}>
                <Moment at={event.occurredAt} />
              </span>
              <span className={styles.what} title={event.actor.name}>
                {event.actor.name}
              </span>
              <span className={styles.what} title={subjectName(event)}>
                {own ? t(own) : wordsOf(event.type)} <span className={styles.quiet}>{subjectName(event)}</span>
              </span>
            </li>
          )
        })}
      </ul>
      {data && data.items.length === limit && limit < 1000 && (
        <div className={styles.pad}>
          <Button onClick={() => setLimit(Math.min(limit * 5, 1000))}>{t('showMore')}</Button>
        </div>
      )}
    </Panel>
  )
}
