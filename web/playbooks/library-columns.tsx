import { IconCloudCheck } from '@tabler/icons-react'
import type { Playbook } from '@tocsin/contracts/playbook.ts'
import { useMemo } from 'react'
import { useTexts } from '../i18n/index.ts'
import { type Column, Moment } from '../ui/index.ts'
import { DeletedTools } from './DeletedTools.tsx'
import styles from './Library.module.css'
import { PlaybookState } from './PlaybookState.tsx'
import { RowTools } from './RowTools.tsx'
import { playbookTexts } from './texts.ts'

/** What the library shows of each playbook, or of each deleted one (PBK-01). */
export function useLibraryColumns(deleted: boolean): Column<Playbook>[] {
  const t = useTexts(playbookTexts)
  return useMemo(() => {
    const columns: Column<Playbook>[] = [
      { key: 'name', label: t('name'), sort: 'name', opens: true, cell: (row) => row.name },
      { key: 'type', label: t('type'), sort: 'type', width: 120, cell: (row) => row.type ?? '' },
      { key: 'tags', label: t('tags'), width: 160, cell: (row) => <Tags tags={row.tags} /> },
      {
        key: 'version',
        label: t('versionColumn'),
        sort: 'version',
        width: 112,
        cell: (row) => (
          <>
            {row.publishedVersion ?? '–'}
            {row.hasDraft && row.publishedVersion !== null && <span className={styles.draft}>+ {t('draft')}</span>}
          </>
        ),
      },
    ]
    const origin: Column<Playbook> = {
      key: 'origin',
      label: t('origin'),
      sort: 'origin',
      width: 112,
      cell: (row) => <Origin playbook={row} />,
    }
    if (deleted) {
      return [
        ...columns,
        { ...origin, extra: true },
        {
          key: 'deleted',
          label: t('deletedAt'),
          sort: 'deleted',
          width: 112,
          cell: (row) => <Moment at={row.deletedAt} />,
        },
        { key: 'deletedBy', label: t('updatedBy'), width: 136, cell: (row) => row.deletedBy?.name ?? '' },
        { key: 'menu', label: t('more'), width: 200, align: 'end', cell: (row) => <DeletedTools playbook={row} /> },
      ]
    }
    const state: Column<Playbook> = {
      key: 'state',
      label: t('state'),
      sort: 'status',
      width: 112,
      cell: (row) => <PlaybookState playbook={row} />,
    }
    return [
      ...columns.slice(0, 3),
      state,
      ...columns.slice(3),
      origin,
      {
        key: 'created',
        label: t('created'),
        sort: 'created',
        width: 112,
        extra: true,
        cell: (row) => <Moment at={row.createdAt} />,
      },
      {
        key: 'updated',
        label: t('updated'),
        sort: 'updated',
        width: 112,
        cell: (row) => <Moment at={row.updatedAt} />,
      },
      { key: 'by', label: t('updatedBy'), width: 136, extra: true, cell: (row) => row.updatedBy.name },
      { key: 'menu', label: t('more'), width: 136, align: 'end', cell: (row) => <RowTools playbook={row} /> },
    ]
  }, [t, deleted])
}

function Tags({ tags }: { tags: string[] }) {
  return (
    <span className={styles.tags} title={tags.join(', ')}>
      {tags.map((tag) => (
        <span key={tag} className={styles.tag}>
          {tag}
        </span>
      ))}
    </span>
  )
}

/** Where it came from; pushed by the MSSP in the blue of synchronised content (MSSP-41). */
function Origin({ playbook }: { playbook: Playbook }) {
  const t = useTexts(playbookTexts)
  const { kind, name } = playbook.origin
  if (kind !== 'mssp') return <>{t(kind)}</>
  return (
    <span className={styles.synchronised} title={t('synchronised', { name: name ?? t('mssp') })}>
      <IconCloudCheck size={16} aria-hidden />
      {name ?? t('mssp')}
    </span>
  )
}
