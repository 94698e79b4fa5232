import { Link } from '@tanstack/react-router'
import { getRun } from '@tocsin/contracts/run.ts'
import { useEndpoint } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { paths } from '../paths.ts'
import { ErrorState, SkeletonLines } from '../ui/index.ts'
import { RunGraph } from './lazy-run-graph.tsx'
import { RunActions } from './RunActions.tsx'
import styles from './Runs.module.css'
import { RunTag } from './RunTag.tsx'
import { runTexts } from './texts.ts'

interface ChosenRunProps {
  id: string
  onStarted: (id: string) => void
}

/** A run inside an incident or triage event, with all that its own page offers (IPB-05 … IPB-14). */
export function ChosenRun({ id, onStarted }: ChosenRunProps) {
  const t = useTexts(runTexts)
  const { data: run, error, refetch } = useEndpoint(getRun, { params: { id } })
  if (error && !run) return <ErrorState error={error} title={t('notRead')} retry={() => void refetch()} />
  if (!run) return <SkeletonLines lines={6} />
  return (
    <section className={styles.chosenRun} aria-label={run.playbook}>
      <div className={styles.runBar}>
        <RunTag status={run.status} />
        {run.status === 'waiting' && run.waitingFor && <span>{t(`waiting_${run.waitingFor}`)}</span>}
        <span className={styles.spacer} />
        <Link to={paths.run(run.id)}>{t('open')}</Link>
        <RunActions run={run} onStarted={onStarted} />
      </div>
      {run.error && (
        <div className={styles.failure} role="alert">
          {run.error}
        </div>
      )}
      <RunGraph run={run} />
    </section>
  )
}
