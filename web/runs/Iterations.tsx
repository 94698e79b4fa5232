import type { RunNode } from '@tocsin/contracts/run.ts'
import styles from './Runs.module.css'

/** "7/9 ✓ 1 ✗"; nothing for a node that runs once. */
export function Iterations({ iterations }: { iterations: RunNode['iterations'] }) {
  const { total, succeeded, failed } = iterations
  if (total <= 1) return null
  return (
    <span className={styles.iterations}>
      {succeeded}/{total} ✓{failed > 0 && <b> {failed} ✗</b>}
    </span>
  )
}
