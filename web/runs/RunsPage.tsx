import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconDots, IconEye, IconPlayerStop, IconSitemap, IconX } from '@tabler/icons-react'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { listRuns, type Run } from '@tocsin/contracts/run.ts'
import { useMemo } from 'react'
import { useList } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { paths } from '../paths.ts'
import {
  type Column,
  EmptyState,
  Moment,
  Page,
  QueryBar,
  SavedQueries,
  Table,
  useAbility,
  useListSearch,
} from '../ui/index.ts'
import { Length, Origin, RunTag } from './RunTag.tsx'
import { runFields } from './run-fields.ts'
import { isOver } from './run-status.ts'
import { runTexts } from './texts.ts'
import { useKill } from './use-kill.ts'

const rowId = (row: Run) => row.id
const href = (row: Run) => paths.run(row.id)

/** Every execution, newest first, asked by the query language (RUN-01 … RUN-06). */
export function RunsPage() {
  const t = useTexts(runTexts)
  const navigate = useNavigate()
  const search = useListSearch()
  const { playbookId } = useSearch({ strict: false }) as { playbookId?: string }
  const list = useList(listRuns, { query: { query: search.input.query.query, playbookId } })
  const showAll = () =>
    void navigate({
      to: '.',
      search: ((before: Record<string, unknown>) => ({ ...before, playbookId: undefined, query: undefined })) as never,
      replace: true,
    })
  const fields = useMemo(() => runFields(t), [t])
  const shipped = useMemo(
    () => [
      { name: t('status_running'), query: 'status IN (queued, running)' },
      { name: t('status_waiting'), query: 'status:waiting' },
      { name: t('notWell'), query: 'status IN (failed, completed_with_errors)' },
      { name: t('lastDay'), query: 'queued > -24h' },
    ],
    [t],
  )

  const columns = useMemo<Column<Run>[]>(
    () => [
      { key: 'status', label: t('status'), width: 124, cell: (row) => <RunTag status={row.status} /> },
      { key: 'playbook', label: t('playbook'), opens: true, cell: (row) => row.playbook },
      { key: 'version', label: t('version'), width: 80, cell: (row) => row.version ?? t('draft') },
      { key: 'origin', label: t('origin'), width: 200, cell: (row) => <Origin run={row} /> },
      { key: 'by', label: t('startedBy'), width: 136, cell: (row) => row.startedBy.name },
      { key: 'queued', label: t('queued'), width: 112, extra: true, cell: (row) => <Moment at={row.queuedAt} /> },
      { key: 'started', label: t('started'), width: 112, cell: (row) => <Moment at={row.startedAt} /> },
      {
        key: 'finished',
        label: t('finished'),
        width: 112,
        cell: (row) => row.finishedAt && <Moment at={row.finishedAt} />,
      },
      { key: 'duration', label: t('duration'), width: 112, align: 'end', cell: (row) => <Length span={row} /> },
      { key: 'menu', label: t('more'), width: 64, cell: (row) => <RowMenu run={row} /> },
    ],
    [t],
  )
  return (
    <Page title={t('title')} layout="fill">
      <QueryBar query={search.query} onQuery={search.setQuery} fields={fields} error={list.error} />
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
            {playbookId && (
              <Button rightSection={<IconX size={12} />} title={t('showAll')} onClick={showAll}>
                {list.rows?.[0]?.playbook ?? t('onlyPlaybook')}
              </Button>
            )}
            <SavedQueries list="runs" shipped={shipped} query={search.query} onQuery={search.setQuery} />
          </>
        }
        onClearSearch={search.query || playbookId ? showAll : undefined}
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
