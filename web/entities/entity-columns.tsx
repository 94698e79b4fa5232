import type { Entity } from '@tocsin/contracts/entity.ts'
import { useMemo } from 'react'
import { useTexts } from '../i18n/index.ts'
import { type Column, Moment, Mono } from '../ui/index.ts'
import { EntityTags } from './EntityTags.tsx'
import { entityTexts } from './texts.ts'

/** Columns of every list of entities; `sortable` where the server sorts. */
export function useEntityColumns(sortable: boolean): Column<Entity>[] {
  const t = useTexts(entityTexts)
  return useMemo(() => {
    const sort = (name: string) => (sortable ? name : undefined)
    return [
      { key: 'type', label: t('type'), width: 96, sort: sort('type'), cell: (row) => t(row.type) },
      {
        key: 'value',
        label: t('value'),
        sort: sort('value'),
        opens: true,
        cell: (row) => <Mono text={row.value} />,
      },
      { key: 'tags', label: t('tags'), width: sortable ? 200 : 136, cell: (row) => <EntityTags tags={row.tags} /> },
      {
        key: 'incidents',
        label: t('incidents'),
        width: 88,
        align: 'end',
        sort: sort('incidentCount'),
        cell: (row) => row.incidentCount,
      },
      {
        key: 'triageEvents',
        label: t('triageEvents'),
        width: 128,
        align: 'end',
        extra: true,
        cell: (row) => row.triageEventCount,
      },
      {
        key: 'createdAt',
        label: t('firstSeen'),
        width: 128,
        sort: sort('createdAt'),
        extra: !sortable,
        cell: (row) => <Moment at={row.createdAt} />,
      },
      {
        key: 'lastSeenAt',
        label: t('lastSeen'),
        width: 112,
        sort: sort('lastSeenAt'),
        cell: (row) => <Moment at={row.lastSeenAt} />,
      },
    ]
  }, [t, sortable])
}
