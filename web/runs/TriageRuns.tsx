import { IconPlayerPlay } from '@tabler/icons-react'
import { listTriageEventRuns } from '@tocsin/contracts/run.ts'
import { useState } from 'react'
import { useEndpoint } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { ActionButton, EmptyState, ErrorState, SkeletonLines } from '../ui/index.ts'
import { ChosenRun } from './ChosenRun.tsx'
import { RunForSubject } from './RunForSubject.tsx'
import { RunRow } from './RunRow.tsx'
import styles from './Runs.module.css'
import { runTexts } from './texts.ts'
import { useChosenRun } from './use-chosen-run.ts'

interface TriageRunsProps {
  triageEventId: string
  /** Playbooks of this type are offered first. */
  type: string | null
}

/** The runs of a triage event, the chosen one beside them, and a start by hand (TRI-09, TRI-15). */
export function TriageRuns({ triageEventId, type }: TriageRunsProps) {
  const t = useTexts(runTexts)
  const { run, chooseRun } = useChosenRun()
  const [isStarting, setStarting] = useState(false)
  const { data, error, refetch } = useEndpoint(listTriageEventRuns, { params: { id: triageEventId } })
  if (error && !data) return <ErrorState error={error} title={t('notRead')} retry={() => void refetch()} />
  if (!data) return <SkeletonLines lines={6} />
  const start = (
    <ActionButton
      capability="incident-playbook.edit"
      leftSection={<IconPlayerPlay size={14} />}
      onClick={() => setStarting(true)}
    >
      {t('runPlaybook')}
    </ActionButton>
  )
  const chosen = data.items.find(({ id }) => id === run) ?? data.items[0]
  return (
    <>
      {chosen ? (
        <div className={styles.incident}>
          <nav className={styles.runs} aria-label={t('runsOf')}>
            <div className={styles.runsHead}>{start}</div>
            {data.items.map((each) => (
              <RunRow key={each.id} run={each} isChosen={each.id === chosen.id} onChoose={() => chooseRun(each.id)} />
            ))}
          </nav>
          <ChosenRun key={chosen.id} id={chosen.id} onStarted={chooseRun} />
        </div>
      ) : (
        <EmptyState title={t('triageNone')} text={t('triageNoneText')} action={start} />
      )}
      {isStarting && (
        <RunForSubject
          subject={{ triageEventId }}
          type={type}
          onClose={() => setStarting(false)}
          onStarted={chooseRun}
        />
      )}
    </>
  )
}
