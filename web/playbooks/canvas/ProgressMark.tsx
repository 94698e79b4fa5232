import { IconBan, IconCheck, IconClock, IconHandStop, IconLoader2, IconMinus, IconX } from '@tabler/icons-react'
import { useTexts } from '../../i18n/index.ts'
import { playbookTexts } from '../texts.ts'
import styles from './Canvas.module.css'
import type { NodeProgress } from './flow.ts'

const signs = {
  pending: IconClock,
  running: IconLoader2,
  waiting: IconHandStop,
  succeeded: IconCheck,
  failed: IconX,
  skipped: IconMinus,
  killed: IconBan,
}

/** The state of a node as a sign with its word, and its iterations: "7/9 ✓ 1 ✗". */
export function ProgressMark({ progress }: { progress: NodeProgress }) {
  const t = useTexts(playbookTexts)
  const Sign = signs[progress.status]
  const { total, succeeded, failed } = progress.iterations
  return (
    <>
      <span className={styles.state} data-status={progress.status} title={t(progress.status)}>
        <Sign size={12} stroke={2.5} aria-hidden />
        <span className={styles.hidden}>{t(progress.status)}</span>
      </span>
      {total > 1 && (
        <span className={styles.iterations}>
          {succeeded}/{total} ✓{failed > 0 && <b> {failed} ✗</b>}
        </span>
      )}
    </>
  )
}
