import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { listReleases, type Release } from '@tocsin/contracts/fleet.ts'
import { useMemo } from 'react'
import { useEndpoint } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { paths } from '../../paths.ts'
import { type Column, EmptyState, Moment, Page, Table, useSearchValue } from '../../ui/index.ts'
import { DeliveryTally } from './DeliveryMarks.tsx'
import styles from './Releases.module.css'
import { releaseTexts } from './texts.ts'

const rowId = ({ id }: Release) => id
const href = ({ id }: Release) => paths.fleetRelease(id)

/** All pushes, newest first, or those of one item (MSSP-36). */
export function ReleasesPage() {
  const t = useTexts(releaseTexts)
  const navigate = useNavigate()
  const [kind] = useSearchValue('kind')
  const [item] = useSearchValue('item')
  const { data, error, refetch } = useEndpoint(listReleases, { query: { kind, item, limit: 500 } }, { keep: true })
  const columns = useMemo<Column<Release>[]>(
    () => [
      { key: 'number', label: t('number'), width: 120, opens: true, cell: (row) => t('release', { n: row.number }) },
      { key: 'content', label: t('content'), cell: (row) => <Contents release={row} /> },
      { key: 'delivered', label: t('delivered'), width: 280, cell: (row) => <DeliveryTally counts={row.counts} /> },
      { key: 'when', label: t('when'), width: 120, cell: (row) => <Moment at={row.createdAt} /> },
      { key: 'by', label: t('by'), width: 160, cell: (row) => <span className={styles.cut}>{row.createdBy}</span> },
      { key: 'policy', label: t('policy'), width: 184, cell: (row) => t(row.policy) },
    ],
    [t],
  )
  const showAll = () => void navigate({ to: paths.fleetReleases() })
  const name = data?.items.flatMap((one) => one.items.find(({ id }) => id === item)?.name ?? [])[0] ?? item ?? ''
  return (
    <Page title={t('title')} layout="fill">
      <Table
        name="releases"
        label={t('title')}
        resource="fleet/releases"
        columns={columns}
        list={{ rows: data?.items, total: data?.items.length, error, retry: () => void refetch() }}
        rowId={rowId}
        href={href}
        toolbar={
          item && (
            <span className={styles.filter}>
              {t('only', { name })}
              <Button onClick={showAll}>{t('showAll')}</Button>
            </span>
          )
        }
        empty={<EmptyState title={t(item ? 'noneOfItem' : 'none')} text={t('noneText')} />}
      />
    </Page>
  )
}

/** What was chosen comes first; what only travelled along is counted. */
function Contents({ release }: { release: Release }) {
  const t = useTexts(releaseTexts)
  const chosen = release.items.filter(({ neededBy }) => neededBy.length === 0)
  const first = chosen[0] ?? release.items[0]
  const rest = release.items.length - 1
  const words = first && rest > 0 ? t('others', { name: first.name, n: rest }) : (first?.name ?? '')
  return (
    <span className={styles.cut} title={release.items.map(({ name }) => name).join('\n')}>
      {words}
    </span>
  )
}
