import { IconPlayerPlay, IconPlus } from '@tabler/icons-react'
import { listIncidentPlaybooks, listIncidentRuns } from '@tocsin/contracts/run.ts'
import { useState } from 'react'
import { useEndpoint } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { ActionButton, EmptyState, ErrorState, SkeletonLines } from '../ui/index.ts'
import { AddPlaybooks } from './AddPlaybooks.tsx'
import { ChosenRun } from './ChosenRun.tsx'
import { IncidentPlaybookRow } from './IncidentPlaybookRow.tsx'
import { RunForSubject } from './RunForSubject.tsx'
import styles from './Runs.module.css'
import { runTexts } from './texts.ts'
import { useChosenRun } from './use-chosen-run.ts'

interface IncidentRunsProps {
  incidentId: string
  /** Playbooks of this type are offered first (IPB-02). */
  incidentType?: string | null
}

/** The playbooks of an incident with their runs, and the chosen run with all it offers (IPB-01 … IPB-15). */
export function IncidentRuns({ incidentId, incidentType = null }: IncidentRunsProps) {
  const t = useTexts(runTexts)
  const search = useChosenRun()
  const [open, setOpen] = useState<'run' | 'add' | null>(null)
  const params = { id: incidentId }
  const { data: playbooks, error, refetch } = useEndpoint(listIncidentPlaybooks, { params })
  const { data: runs } = useEndpoint(listIncidentRuns, { params })
  if (error && !playbooks) return <ErrorState error={error} title={t('notRead')} retry={() => void refetch()} />
  if (!playbooks || !runs) return <SkeletonLines lines={6} />
  const { items } = playbooks
  const wanted = runs.items.find(({ id }) => id === search.run)
  const chosen =
    items.find(({ playbookId }) => playbookId === (wanted?.playbookId ?? search.playbook)) ??
    items.find(({ latestRun }) => latestRun !== null) ??
    items[0]
  const shownRun = wanted?.id ?? search.run ?? chosen?.latestRun?.id
  const buttons = (
    <div className={styles.answers}>
      <ActionButton
        capability="incident-playbook.edit"
        leftSection={<IconPlayerPlay size={14} />}
        onClick={() => setOpen('run')}
      >
        {t('runPlaybook')}
      </ActionButton>
      <ActionButton
        capability="incident-playbook.edit"
        leftSection={<IconPlus size={14} />}
        onClick={() => setOpen('add')}
      >
        {t('add')}
      </ActionButton>
    </div>
  )
  return (
    <>
      {chosen ? (
        <div className={styles.incident}>
          <nav className={styles.runs} aria-label={t('playbooks')}>
            <div className={styles.runsHead}>{buttons}</div>
            {items.map((each) => (
              <IncidentPlaybookRow
                key={each.playbookId}
                incidentId={incidentId}
                playbook={each}
                runs={runs.items.filter(
                  ({ playbookId, origin }) => playbookId === each.playbookId && origin.kind !== 'parent',
                )}
                isChosen={each === chosen}
                chosenRun={shownRun}
                onChoose={() => search.choosePlaybook(each.playbookId)}
                onChooseRun={search.chooseRun}
              />
            ))}
          </nav>
          {shownRun ? (
            <ChosenRun key={shownRun} id={shownRun} onStarted={search.chooseRun} />
          ) : (
            <EmptyState title={t('notRunYet', { name: chosen.name })} text={chosen.problem ?? t('notRunYetText')} />
          )}
        </div>
      ) : (
        <EmptyState title={t('incidentNone')} text={t('incidentNoneText')} action={buttons} />
      )}
      {open === 'run' && (
        <RunForSubject
          subject={{ incidentId }}
          type={incidentType}
          onClose={() => setOpen(null)}
          onStarted={search.chooseRun}
        />
      )}
      {open === 'add' && (
        <AddPlaybooks
          incidentId={incidentId}
          incidentType={incidentType}
          present={new Set(items.map(({ playbookId }) => playbookId))}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  )
}
