import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconDots, IconPlus, IconStar } from '@tabler/icons-react'
import { useMemo } from 'react'
import { CallError } from '../api/index.ts'
import { paths } from '../paths.ts'
import {
  ActionButton,
  Clipped,
  type Column,
  EmptyState,
  Moment,
  Mono,
  Page,
  QueryBar,
  type QueryField,
  Severity,
  StatusTag,
  Table,
  type Tone,
  useListSearch,
} from '../ui/index.ts'
import { type MadeUp, madeUpRows } from './made-up.ts'

const tones: Record<string, Tone> = { Open: 'active', 'In progress': 'good', Waiting: 'warn', Failed: 'danger' }

export const columns: Column<MadeUp>[] = [
  { key: 'label', label: 'ID', width: 136, sort: 'label', opens: true, cell: (row) => row.label },
  {
    key: 'severity',
    label: 'Severity',
    width: 116,
    sort: 'severity',
    cell: (row) => <Severity level={row.severity} />,
  },
  { key: 'name', label: 'Name', sort: 'name', cell: (row) => <Clipped text={row.name} /> },
  {
    key: 'status',
    label: 'Status',
    width: 116,
    sort: 'status',
    cell: (row) => <StatusTag tone={tones[row.status]}>{row.status}</StatusTag>,
  },
  { key: 'owner', label: 'Owner', width: 120, sort: 'owner', cell: (row) => row.owner || '–' },
  { key: 'source', label: 'Artifact', width: 200, cell: (row) => <Mono text={row.source} /> },
  { key: 'entities', label: 'Entities', width: 88, align: 'end', extra: true, cell: (row) => row.entities },
  { key: 'opened', label: 'Opened', width: 120, sort: 'opened', cell: (row) => <Moment at={row.opened} /> },
]

const fields: QueryField[] = [
  { name: 'status', label: 'Status', kind: 'choice', values: ['open', 'closed', 'on hold'] },
  { name: 'severity', label: 'Severity', kind: 'choice', values: ['critical', 'high', 'medium', 'low'] },
  { name: 'owner', label: 'Owner', kind: 'user' },
  { name: 'opened', label: 'Opened at', kind: 'time' },
]

const rowId = (row: MadeUp) => row.id

/** A list page; a query with `!!` shows an error at its place, `none` finds nothing, `wait` loads for ever. */
export function ListSample() {
  const search = useListSearch({ sort: '-opened' })
  const rows = useMemo(() => madeUpRows(5000), [])
  const at = search.query.indexOf('!!')
  const error =
    at < 0
      ? null
      : new CallError('invalid_query', 'no', [
          { column: at + 1, message: 'A field or a word is expected here, not “!!”.' },
        ])
  const shown = search.query === 'wait' ? undefined : search.query === 'none' ? [] : rows
  return (
    <Page
      title="Incidents"
      layout="fill"
      actions={
        <>
          <ActionButton
            ability="Your profile does not allow this. An administrator can add it: Report › Access."
            onClick={() => {}}
          >
            Export
          </ActionButton>
          <ActionButton variant="filled" leftSection={<IconPlus size={14} />} onClick={() => {}}>
            New incident
          </ActionButton>
        </>
      }
    >
      <QueryBar query={search.query} onQuery={search.setQuery} fields={fields} error={error} />
      <Table
        name="gallery"
        label="Incidents"
        columns={columns}
        list={{ rows: shown, total: shown && 12_480 }}
        rowId={rowId}
        href={(row) => `${paths.gallery()}?show=detail&id=${row.id}`}
        sort={search.sort}
        onSort={search.setSort}
        onClearSearch={search.onClearSearch}
        toolbar={
          <>
            {['Mine', 'Open and critical', 'Deleted'].map((name, index) => (
              <Button key={name} size="compact-xs" variant={index === 0 ? 'default' : 'subtle'}>
                {name}
              </Button>
            ))}
            <ActionIcon size={22} aria-label="Save this search">
              <IconStar size={14} />
            </ActionIcon>
          </>
        }
        bulk={() => (
          <>
            <Button>Close</Button>
            <Button>Change owner</Button>
            <Menu>
              <Menu.Target>
                <ActionIcon aria-label="More">
                  <IconDots size={16} />
                </ActionIcon>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item>Add investigator</Menu.Item>
                <Menu.Item color="danger">Delete</Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </>
        )}
        empty={<EmptyState title="No incidents yet" text="Incidents are opened by rules, by scripts and by people." />}
      />
    </Page>
  )
}
