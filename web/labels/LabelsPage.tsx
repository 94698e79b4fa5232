import { IconPlus } from '@tabler/icons-react'
import { type Label, listLabels } from '@tocsin/contracts/label.ts'
import { useMemo, useState } from 'react'
import { useEndpoint } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { ActionButton, Clipped, type Column, EmptyState, Mono, Page, StatusTag, Table } from '../ui/index.ts'
import { LabelDrawer } from './LabelDrawer.tsx'
import styles from './Labels.module.css'
import { labelTexts } from './texts.ts'

const rowId = (row: Label) => row.id

/** Patterns that name incidents (LBL-01). */
export function LabelsPage() {
  const t = useTexts(labelTexts)
  const { data, error, refetch } = useEndpoint(listLabels)
  const [editing, setEditing] = useState<Label | 'new' | null>(null)
  const columns = useMemo(
    (): Column<Label>[] => [
      {
        key: 'name',
        label: t('name'),
        width: 224,
        opens: true,
        cell: (row) => (
          <button type="button" className={styles.name} onClick={() => setEditing(row)}>
            {row.name}
          </button>
        ),
      },
      { key: 'pattern', label: t('pattern'), width: 280, cell: (row) => <Mono text={row.pattern} /> },
      { key: 'preview', label: t('preview'), width: 176, cell: (row) => <Mono text={row.preview} /> },
      { key: 'description', label: t('description'), cell: (row) => <Clipped text={row.description || '–'} /> },
      {
        key: 'isDefault',
        label: t('isDefault'),
        width: 112,
        cell: (row) => row.isDefault && <StatusTag tone="active">{t('isDefault')}</StatusTag>,
      },
    ],
    [t],
  )
  const create = (
    <ActionButton
      variant="filled"
      capability="label.configure"
      leftSection={<IconPlus size={14} />}
      onClick={() => setEditing('new')}
    >
      {t('new')}
    </ActionButton>
  )
  return (
    <Page title={t('title')} layout="fill" actions={create}>
      <Table
        name="labels"
        label={t('title')}
        resource="labels"
        columns={columns}
        list={{ rows: data?.items, total: data?.items.length, error, retry: () => void refetch() }}
        rowId={rowId}
        onEdit={setEditing}
        empty={<EmptyState title={t('none')} text={t('noneText')} action={create} />}
      />
      {editing && <LabelDrawer label={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </Page>
  )
}
