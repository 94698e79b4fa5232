import type { Run } from '@tocsin/contracts/run.ts'
import { Moment } from '../ui/index.ts'
import styles from './Runs.module.css'
import { Length, RunTag } from './RunTag.tsx'

interface RunRowProps {
  run: Run
  isChosen: boolean
  onChoose: () => void
}

/** One of several runs, beside the chosen one. */
export function RunRow({ run, isChosen, onChoose }: RunRowProps) {
  return (
    <button type="button" className={styles.listRow} aria-pressed={isChosen} onClick={onChoose}>
      <span className={styles.listName} title={run.playbook}>
        {run.playbook}
      </span>
      <RunTag status={run.status} />
      <span className={styles.listFacts}>
        <Moment at={run.queuedAt} />
        <Length span={run} />
      </span>
    </button>
  )
}
