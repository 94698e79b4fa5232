import { IconPlayerPlay } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { getRun, listIncidentRuns, type Run } from '@tocsin/contracts/run.ts'
import { useState } from 'react'
import { useEndpoint } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { ActionButton, EmptyState, ErrorState, Moment, SkeletonLines } from '../ui/index.ts'
import { RunGraph } from './lazy-run-graph.tsx'
import { RunForIncident } from './RunForIncident.tsx'
import styles from './Runs.module.css'
import { Length, RunTag } from './RunTag.tsx'
import { runTexts } from './texts.ts'

interface IncidentRunsProps {
  incidentId: string
  /** Playbooks of this type are offered first (IPB-02). */
  incidentType?: string | null
}

/** The runs of an incident: list, and the chosen one as list, graph or waterfall (IPB-01 … IPB-13). */
export function IncidentRuns({ incidentId, incidentType = null }: IncidentRunsProps) {
  const t = useTexts(runTexts)
  const navigate = useNavigate()
  const search = useSearch({ strict: false }) as { run?: string }
  const [isStarting, setStarting] = useState(false)
  const { data, error, refetch } = useEndpoint(listIncidentRuns, { params: { id: incidentId } })
  const choose = (id: string) =>
    void navigate({
      to: '.',
      search: ((before: Record<string, unknown>) => ({ ...before, run: id, node: undefined })) as never,
      replace: true,
    })
  const startButton = (
    <ActionButton
      capability="incident-playbook.edit"
      leftSection={<IconPlayerPlay size={14} />}
      onClick={() => setStarting(true)}
    >
      {t('runPlaybook')}
    </ActionButton>
  )
  const dialog = isStarting && (
    <RunForIncident
      incidentId={incidentId}
      incidentType={incidentType}
      onClose={() => setStarting(false)}
      onStarted={choose}
    />
  )
  if (error && !data) return <ErrorState error={error} title={t('notRead')} retry={() => void refetch()} />
  if (!data) return <SkeletonLines lines={6} />
  if (data.items.length === 0) {
    return (
      <>
        <EmptyState title={t('incidentNone')} text={t('incidentNoneText')} action={startButton} />
        {dialog}
      </>
    )
  }
  const chosen = data.items.find(({ id }) => id === search.run) ?? data.items[0]
  return (
    <div className={styles.incident}>
      <nav className={styles.runs} aria-label={t('runsOf')}>
        <div className={styles.runsHead}>{startButton}</div>
        {data.items.map((run) => (
          <RunRow key={run.id} run={run} isChosen={run.id === chosen?.id} onChoose={() => choose(run.id)} />
        ))}
      </nav>
      {chosen && <ChosenRun key={chosen.id} id={chosen.id} />}
      {dialog}
    </div>
  )
}

function RunRow({ run, isChosen, onChoose }: { run: Run; isChosen: boolean; onChoose: () => void }) {
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

function ChosenRun({ id }: { id: string }) {
  const t = useTexts(runTexts)
  const { data: run, error, refetch } = useEndpoint(getRun, { params: { id } })
  if (error && !run) return <ErrorState error={error} title={t('notRead')} retry={() => void refetch()} />
  if (!run) return <SkeletonLines lines={6} />
  return <RunGraph run={run} />
}
