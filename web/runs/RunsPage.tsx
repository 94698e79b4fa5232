import { ActionIcon, Button, Menu, TextInput } from '@mantine/core'
import { IconDots, IconEye, IconPlayerStop, IconSearch, IconSitemap, IconX } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { listRuns, type Run, type RunStatus } from '@tocsin/contracts/run.ts'
import { useMemo } from 'react'
import { useList } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { paths } from '../paths.ts'
import { type Column, EmptyState, Moment, Page, Table, useAbility } from '../ui/index.ts'
import styles from './Runs.module.css'
import { Length, Origin, RunTag } from './RunTag.tsx'
import { isOver, runStatuses } from './run-status.ts'
import { runTexts } from './texts.ts'
import { useKill } from './use-kill.ts'

const rowId = (row: Run) => row.id
const href = (row: Run) => paths.run(row.id)

interface RunSearch {
  query?: string
  /** Statuses separated by commas. */
  status?: string
  playbookId?: string
}

/** Every execution, newest first, filtered by status, name and playbook (RUN-01 … RUN-06). */
export function RunsPage() {
  const t = useTexts(runTexts)
  const navigate = useNavigate()
  const { query, status, playbookId } = useSearch({ strict: false }) as RunSearch
  const list = useList(listRuns, { query: { query, status, playbookId } })
  const chosen = new Set(status?.split(',').filter(Boolean))
  const set = (change: RunSearch) =>
    void navigate({ to: '.', search: ((before: RunSearch) => ({ ...before, ...change })) as never, replace: true })
  const toggle = (each: RunStatus) => {
    const next = runStatuses.filter((one) => (one === each ? !chosen.has(one) : chosen.has(one)))
    set({ status: next.join(',') || undefined })
  }

  const columns = useMemo<Column<Run>[]>(
    () => [
      { key: 'status', label: t('status'), width: 124, cell: (row) => <RunTag status={row.status} /> },
      { key: 'playbook', label: t('playbook'), opens: true, cell: (row) => row.playbook },
      { key: 'version', label: t('version'), width: 80, cell: (row) => row.version ?? t('draft') },
      { key: 'origin', label: t('origin'), width: 200, cell: (row) => <Origin run={row} /> },
      { key: 'by', label: t('startedBy'), width: 136, cell: (row) => row.startedBy.name },
      { key: 'queued', label: t('queued'), width: 112, cell: (row) => <Moment at={row.queuedAt} /> },
      { key: 'started', label: t('started'), width: 112, extra: true, cell: (row) => <Moment at={row.startedAt} /> },
      { key: 'finished', label: t('finished'), width: 112, extra: true, cell: (row) => <Moment at={row.finishedAt} /> },
      { key: 'duration', label: t('duration'), width: 112, align: 'end', cell: (row) => <Length span={row} /> },
      { key: 'menu', label: t('more'), width: 64, cell: (row) => <RowMenu run={row} /> },
    ],
    [t],
  )
  const hasFilter = Boolean(query || status || playbookId)

  return (
    <Page title={t('title')} layout="fill">
      <Table
        name="runs"
        label={t('title')}
        resource="runs"
        columns={columns}
        list={list}
        rowId={rowId}
        href={href}
        toolbar={
          <>
            <TextInput
              className={styles.search}
              placeholder={t('search')}
              aria-label={t('search')}
              leftSection={<IconSearch size={14} />}
              value={query ?? ''}
              onChange={(event) => set({ query: event.currentTarget.value || undefined })}
            />
            <div className={styles.chips}>
              {runStatuses.map((each) => (
                <button
                  key={each}
                  type="button"
                  className={styles.filter}
                  aria-pressed={chosen.has(each)}
                  onClick={() => toggle(each)}
                >
                  {t(`status_${each}`)}
                </button>
              ))}
            </div>
            {playbookId && (
              <Button
                rightSection={<IconX size={12} />}
                title={t('showAll')}
                onClick={() => set({ playbookId: undefined })}
              >
                {list.rows?.[0]?.playbook ?? t('onlyPlaybook')}
              </Button>
            )}
          </>
        }
        onClearSearch={
          hasFilter ? () => set({ query: undefined, status: undefined, playbookId: undefined }) : undefined
        }
        empty={<EmptyState title={t('none')} text={t('noneText')} />}
      />
    </Page>
  )
}

function RowMenu({ run }: { run: Run }) {
  const t = useTexts(runTexts)
  const navigate = useNavigate()
  const kill = useKill()
  const allowed = useAbility(undefined, 'incident-playbook.manage')
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon size={24} aria-label={t('menu', { name: run.playbook })}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconEye size={14} />} onClick={() => void navigate({ to: paths.run(run.id) })}>
          {t('open')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconSitemap size={14} />}
          onClick={() => void navigate({ to: paths.playbook(run.playbookId) })}
        >
          {t('toPlaybook')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconPlayerStop size={14} />}
          color="danger"
          disabled={isOver(run.status) || allowed !== true}
          title={allowed === true ? undefined : allowed}
          onClick={() => void kill(run)}
        >
          {t('kill')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
