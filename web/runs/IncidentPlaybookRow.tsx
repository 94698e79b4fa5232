import { ActionIcon, Menu } from '@mantine/core'
import { IconDots, IconPlayerPlay, IconTrash } from '@tabler/icons-react'
import { detachPlaybook, type IncidentPlaybook, type Run, startRun } from '@tocsin/contracts/run.ts'
import { useChange } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { Moment, StatusTag, toast, useConfirm } from '../ui/index.ts'
import styles from './Runs.module.css'
import { Length, RunTag } from './RunTag.tsx'
import { runTexts } from './texts.ts'

interface IncidentPlaybookRowProps {
  incidentId: string
  playbook: IncidentPlaybook
  /** Its runs here, newest first. */
  runs: Run[]
  isChosen: boolean
  chosenRun: string | undefined
  onChoose: () => void
  onChooseRun: (id: string) => void
}

/** A playbook of an incident: its state, its older runs, run it now, take it off (IPB-01, IPB-03, IPB-06). */
export function IncidentPlaybookRow({ incidentId, playbook, runs, isChosen, ...more }: IncidentPlaybookRowProps) {
  const t = useTexts(runTexts)
  const { latestRun } = playbook
  return (
    <div className={styles.playbookRow}>
      <button type="button" className={styles.listRow} aria-pressed={isChosen} onClick={more.onChoose}>
        <span className={styles.listName} title={playbook.name}>
          {playbook.name}
        </span>
        {latestRun ? <RunTag status={latestRun.status} /> : <StatusTag>{t('status_not_executed')}</StatusTag>}
        <span className={styles.listFacts}>
          {latestRun && <Moment at={latestRun.queuedAt} />}
          {latestRun && <Length span={latestRun} />}
          {!latestRun && playbook.autorun && <span>{t('autorun')}</span>}
        </span>
      </button>
      <RowMenu incidentId={incidentId} playbook={playbook} onStarted={more.onChooseRun} />
      {isChosen && runs.length > 1 && (
        <fieldset className={styles.older} aria-label={t('olderRuns', { name: playbook.name })}>
          {runs.map((run) => (
            <button
              key={run.id}
              type="button"
              className={styles.olderRun}
              aria-pressed={run.id === more.chosenRun}
              onClick={() => more.onChooseRun(run.id)}
            >
              <Moment at={run.queuedAt} />
              <RunTag status={run.status} />
            </button>
          ))}
        </fieldset>
      )}
    </div>
  )
}

interface RowMenuProps {
  incidentId: string
  playbook: IncidentPlaybook
  onStarted: (runId: string) => void
}

function RowMenu({ incidentId, playbook, onStarted }: RowMenuProps) {
  const t = useTexts(runTexts)
  const confirm = useConfirm()
  const start = useChange(startRun, { alsoChanges: ['runs', 'incidents'] })
  const detach = useChange(detachPlaybook, { alsoChanges: ['incidents'] })
  const { name, playbookId, abilities } = playbook
  const runNow = () =>
    start.mutate(
      { params: { id: playbookId }, body: { incidentId } },
      {
        onSuccess: ({ id }) => {
          toast.done(t('runStarted', { name }))
          onStarted(id)
        },
        onError: (error) => toast.failed(error, t('runNow')),
      },
    )
  const remove = async () => {
    const isDone = await confirm({
      title: t('detachTitle', { name }),
      text: t('detachText'),
      action: t('detach'),
      run: () => detach.mutateAsync({ params: { id: incidentId, playbookId } }),
    })
    if (isDone) toast.done(t('detached', { name }))
  }
  const reason = (ability: true | string) => (ability === true ? undefined : ability)
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon className={styles.rowMenu} size={24} aria-label={t('menu', { name })} loading={start.isPending}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconPlayerPlay size={14} />}
          disabled={abilities.run !== true}
          title={reason(abilities.run)}
          onClick={runNow}
        >
          {t('runNow')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconTrash size={14} />}
          disabled={abilities.detach !== true}
          title={reason(abilities.detach)}
          onClick={() => void remove()}
        >
          {t('detach')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
