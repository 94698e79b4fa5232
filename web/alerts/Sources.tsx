import { IconPlus } from '@tabler/icons-react'
import { type AlertSource, listAlertSources } from '@tocsin/contracts/alert.ts'
import { useMemo, useState } from 'react'
import { useEndpoint } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { ActionButton, Clipped, type Column, EmptyState, Mono, StatusTag, Table } from '../ui/index.ts'
import styles from './Alerts.module.css'
import { SourceDrawer } from './SourceDrawer.tsx'
import { alertTexts } from './texts.ts'

const rowId = (row: AlertSource) => row.id

/** Kinds of alerts: how two of them are told to be the same, and where title and time stand. */
export function Sources() {
  const t = useTexts(alertTexts)
  const { data, error, refetch } = useEndpoint(listAlertSources)
  const [editing, setEditing] = useState<AlertSource | 'new' | null>(null)
  const columns = useMemo(
    (): Column<AlertSource>[] => [
      {
        key: 'name',
        label: t('source'),
        width: 160,
        opens: true,
        cell: (row) => (
          <button type="button" className={styles.name} onClick={() => setEditing(row)}>
            {row.name}
          </button>
        ),
      },
      {
        key: 'description',
        label: t('description'),
        cell: (row) => <Clipped text={row.description || '–'} />,
      },
      {
        key: 'keyPaths',
        label: t('keyPaths'),
        width: 320,
        cell: (row) =>
          row.keyPaths.length > 0 ? (
            <Mono text={row.keyPaths.join(', ')} />
          ) : (
            <span className={styles.quiet}>{t('wholeAlert')}</span>
          ),
      },
      {
        key: 'titlePath',
        label: t('titlePath'),
        width: 152,
        cell: (row) => row.titlePath && <Mono text={row.titlePath} />,
      },
      {
        key: 'timePath',
        label: t('timePath'),
        width: 136,
        cell: (row) => row.timePath && <Mono text={row.timePath} />,
      },
      { key: 'shipped', label: '', width: 96, cell: (row) => row.shipped && <StatusTag>{t('shipped')}</StatusTag> },
    ],
    [t],
  )
  const create = (
    <ActionButton
      size="compact-sm"
      capability="automation-rule.configure"
      leftSection={<IconPlus size={14} />}
      onClick={() => setEditing('new')}
    >
      {t('newSource')}
    </ActionButton>
  )
  return (
    <>
      <Table
        name="alert-sources"
        label={t('sources')}
        columns={columns}
        list={{ rows: data?.items, total: data?.items.length, error, retry: () => void refetch() }}
        rowId={rowId}
        resource="alert-sources"
        toolbar={create}
        empty={<EmptyState title={t('noSources')} text={t('noneText')} action={create} />}
      />
      {editing && <SourceDrawer source={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </>
  )
}
