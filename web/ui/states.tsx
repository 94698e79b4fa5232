import { Button } from '@mantine/core'
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { CallError, isWorthRetrying, useErrorText } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { duration } from './relative-time.ts'
import styles from './states.module.css'
import { uiTexts } from './texts.ts'
import { CopyButton } from './Value.tsx'

/** Says what belongs here and offers the first step. `compact` for panels. */
export function EmptyState(props: { title: string; text?: ReactNode; action?: ReactNode; compact?: boolean }) {
  return (
    <div className={styles.state} data-compact={props.compact || undefined}>
      <h2 className={styles.title}>{props.title}</h2>
      {props.text && <div className={styles.text}>{props.text}</div>}
      {props.action && <div className={styles.actions}>{props.action}</div>}
    </div>
  )
}

interface ErrorStateProps {
  error: unknown
  /** What was attempted: "The incidents could not be read". */
  title: string
  retry?: () => void
  compact?: boolean
}

/** What failed, why, what to do, the request id to copy, and a retry where it makes sense. */
export function ErrorState({ error, title, retry, compact }: ErrorStateProps) {
  const t = useTexts(uiTexts)
  const text = useErrorText()(error)
  const known = error instanceof CallError ? error : null
  return (
    <div className={styles.state} data-compact={compact || undefined} role="alert">
      <div className={styles.title}>
        <IconAlertTriangle size={18} className={styles.bad} aria-hidden />
        {title}
      </div>
      <div className={styles.text}>{text}</div>
      {known && known.details.length > 0 && (
        <ul className={styles.details}>
          {known.details.map((detail) => (
            <li key={`${detail.path}${detail.line}${detail.message}`}>
              {[detail.path, detail.line && `${detail.line}:${detail.column ?? 1}`, detail.message]
                .filter(Boolean)
                .join(' · ')}
            </li>
          ))}
        </ul>
      )}
      {known?.requestId && (
        <div className={styles.requestId}>
          {t('requestId')} {known.requestId} <CopyButton text={known.requestId} always />
        </div>
      )}
      {retry && isWorthRetrying(error) && (
        <div className={styles.actions}>
          <Button leftSection={<IconRefresh size={14} />} onClick={retry}>
            {t('retry')}
          </Button>
        </div>
      )}
    </div>
  )
}

/** Reserves the place of one line that is still to come. */
export function Skeleton({ width = '100%', height = 12 }: { width?: number | string; height?: number }) {
  return <span className={styles.skeleton} style={{ width, height }} aria-hidden />
}

const widths = ['72%', '54%', '88%', '46%', '64%', '80%']

/** Reserves the place of a paragraph or a list of facts. */
export function SkeletonLines({ lines = 4 }: { lines?: number }) {
  return (
    <div className={styles.lines} aria-hidden>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines have no identity and never move
        <Skeleton key={line} width={widths[line % widths.length]} />
      ))}
    </div>
  )
}

interface ProgressProps {
  label: string
  done: number
  total: number
  /** Objects per second, once known. */
  rate?: number
  onStop?: () => void
}

/** Long work: count, rate, time left, stop. */
export function Progress({ label, done, total, rate, onStop }: ProgressProps) {
  const t = useTexts(uiTexts)
  return (
    <div className={styles.progress}>
      <span>{label}</span>
      <div
        className={styles.bar}
        role="progressbar"
        aria-label={label}
        aria-valuenow={done}
        aria-valuemin={0}
        aria-valuemax={total}
      >
        <div className={styles.fill} style={{ width: `${total ? (100 * done) / total : 0}%` }} />
      </div>
      <span>{t('rowsOf', { n: done, total })}</span>
      {rate !== undefined && rate > 0 && (
        <span>
          {t('perSecond', { n: Math.round(rate) })} ·{' '}
          {t('timeLeft', { time: duration((1000 * (total - done)) / rate) })}
        </span>
      )}
      {onStop && <Button onClick={onStop}>{t('stop')}</Button>}
    </div>
  )
}
