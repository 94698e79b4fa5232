import type { RunNode } from '@tocsin/contracts/run.ts'
import { useMemo } from 'react'
import { useTexts } from '../i18n/index.ts'
import { duration, useNow } from '../ui/index.ts'
import type { NodesProps } from './NodeList.tsx'
import styles from './Runs.module.css'
import { Length } from './RunTag.tsx'
import { inRunningOrder } from './run-order.ts'
import { isOver, lengthOf } from './run-status.ts'
import { runTexts } from './texts.ts'

/** When each node ran, on one axis from the start of the run to its end, or to now. */
export function Waterfall({ run, graph, chosen, onChoose }: NodesProps) {
  const t = useTexts(runTexts)
  const now = useNow(isOver(run.status) ? 3_600_000 : 1000)
  const nodes = useMemo(() => inRunningOrder(run, graph).filter(({ startedAt }) => startedAt !== null), [run, graph])
  const begin = Date.parse(run.startedAt ?? run.queuedAt)
  const length = Math.max(
    1,
    lengthOf({ startedAt: run.startedAt ?? run.queuedAt, finishedAt: run.finishedAt }, now) ?? 1,
  )
  const percent = (milliseconds: number) => `${Math.min(100, Math.max(0, (100 * milliseconds) / length))}%`
  const barOf = (node: RunNode) => {
    const from = Date.parse(node.startedAt ?? run.queuedAt) - begin
    return { left: percent(from), width: `max(3px, ${percent(lengthOf(node, now) ?? 0)})` }
  }
  return (
    <section className={styles.waterfall} aria-label={t('waterfall')}>
      <div className={styles.axis} aria-hidden>
        {[0, 0.25, 0.5, 0.75, 1].map((part) => (
          <span key={part} style={{ left: `${part * 100}%` }}>
            {duration(part * length)}
          </span>
        ))}
      </div>
      {nodes.map((node) => (
        <div key={node.id} className={styles.fallRow} data-chosen={node.id === chosen || undefined}>
          <button type="button" className={styles.rowLink} onClick={() => onChoose(node.id)}>
            {node.name || node.type}
          </button>
          <span className={styles.track}>
            <span
              className={styles.fallBar}
              data-status={node.status}
              style={barOf(node)}
              title={t('startedAt', {
                start: duration(Date.parse(node.startedAt ?? run.queuedAt) - begin),
                time: duration(lengthOf(node, now) ?? 0),
              })}
            />
          </span>
          <span className={styles.end}>
            <Length span={node} />
          </span>
        </div>
      ))}
    </section>
  )
}
