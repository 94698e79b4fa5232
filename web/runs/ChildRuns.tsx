import { Link } from '@tanstack/react-router'
import type { RunNode } from '@tocsin/contracts/run.ts'
import { useTexts } from '../i18n/index.ts'
import { paths } from '../paths.ts'
import styles from './Runs.module.css'
import { RunTag } from './RunTag.tsx'
import { runTexts } from './texts.ts'

interface ChildRunsProps {
  node: RunNode
  runs: NonNullable<RunNode['children']>
}

/** The runs of other playbooks that a node started, each a way into it; of a repeat node one for each round (NOD-63). */
export function ChildRuns({ node, runs }: ChildRunsProps) {
  const t = useTexts(runTexts)
  const isRepeated = node.type === 'repeat' || runs.length > 1
  return (
    <ul className={styles.children} aria-label={t('childRuns')}>
      {runs.map((child) => (
        <li key={child.runId}>
          <Link to={paths.run(child.runId)} className={styles.childName} title={child.playbook}>
            {child.playbook}
          </Link>
          {isRepeated && <span className={styles.quiet}>{t('round', { n: child.call + 1 })}</span>}
          {child.attempt > 1 && <span className={styles.quiet}>{t('attempt', { n: child.attempt })}</span>}
          <RunTag status={child.status} />
        </li>
      ))}
    </ul>
  )
}
