import { Link, useParams } from '@tanstack/react-router'
import { getRelease, listDeliveries, type ReleaseItem } from '@tocsin/contracts/fleet.ts'
import { useMemo } from 'react'
import { useEndpoint } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { paths } from '../../paths.ts'
import {
  ActionButton,
  type Column,
  ErrorState,
  Moment,
  Mono,
  Page,
  Panel,
  SkeletonLines,
  Table,
} from '../../ui/index.ts'
import { neededByNames } from '../push/plan-totals.ts'
import { kindText, pushTexts } from '../push/texts.ts'
import { DeliveryBoard, useRetry } from './DeliveryBoard.tsx'
import { DeliveryTally } from './DeliveryMarks.tsx'
import { canRetry } from './delivery-counts.ts'
import styles from './Releases.module.css'
import { releaseTexts } from './texts.ts'
import { useReleaseActions } from './use-release-actions.tsx'

const itemId = ({ kind, id }: ReleaseItem) => `${kind}/${id}`

/** One push: what it carried and what came of it at each tenant, live. */
export function ReleasePage() {
  const t = useTexts(releaseTexts)
  const { id } = useParams({ strict: false }) as { id: string }
  const { data: release, error, refetch } = useEndpoint(getRelease, { params: { id } })
  const { data: deliveries } = useEndpoint(listDeliveries, { params: { id } })
  const retry = useRetry(id)
  const { stop, rollBack } = useReleaseActions()
  const up = { label: t('title'), to: paths.fleetReleases() }
  const open = deliveries?.items.filter(canRetry).length ?? 0

  if (!release) {
    return (
      <Page title={t('number')} up={up}>
        {error ? (
          <ErrorState error={error} title={t('notRead')} retry={() => void refetch()} />
        ) : (
          <SkeletonLines lines={10} />
        )}
      </Page>
    )
  }
  return (
    <Page
      title={t('release', { n: release.number })}
      up={up}
      tags={<DeliveryTally counts={release.counts} />}
      actions={
        <>
          <ActionButton capability="fleet.push" ability={release.abilities.stop} onClick={() => stop(release)}>
            {t('stopRelease')}
          </ActionButton>
          <ActionButton capability="fleet.push" ability={release.abilities.rollBack} onClick={() => rollBack(release)}>
            {t('rollBack')}
          </ActionButton>
          <ActionButton
            variant={open > 0 ? 'filled' : undefined}
            capability="fleet.push"
            ability={open > 0 ? true : t('nothingToRetry')}
            onClick={() => retry()}
          >
            {open > 0 ? t('retryAll', { n: open }) : t('retry')}
          </ActionButton>
        </>
      }
    >
      <div className={styles.page}>
        <div className={styles.facts}>
          <span>
            {t('when')}{' '}
            <strong>
              <Moment at={release.createdAt} absolute />
            </strong>
          </span>
          <span>
            {t('by')} <strong>{release.createdBy}</strong>
          </span>
          <span>
            {t('policy')} <strong>{t(release.policy)}</strong>
          </span>
          {release.rollsBack && <Other word={t('rollsBack')} releases={[release.rollsBack]} />}
          {release.rolledBackBy.length > 0 && <Other word={t('rolledBackBy')} releases={release.rolledBackBy} />}
        </div>
        <Panel title={t('deliveries')}>
          <DeliveryBoard releaseId={id} />
        </Panel>
        <Items items={release.items} />
      </div>
    </Page>
  )
}

function Other({ word, releases }: { word: string; releases: { id: string; number: number }[] }) {
  const t = useTexts(releaseTexts)
  return (
    <span>
      {word}{' '}
      {releases.map(({ id, number }) => (
        <Link key={id} to={paths.fleetRelease(id)} className={styles.other}>
          {t('release', { n: number })}
        </Link>
      ))}
    </span>
  )
}

function Items({ items }: { items: ReleaseItem[] }) {
  const t = useTexts(releaseTexts)
  const p = useTexts(pushTexts)
  const columns = useMemo<Column<ReleaseItem>[]>(() => {
    const why = (item: ReleaseItem) => {
      const names = neededByNames(item, items).join(', ')
      return names ? t('because', { names }) : t('asked')
    }
    const kindOf = ({ kind }: ReleaseItem) => {
      const known = kindText(kind)
      return known ? p(known) : kind
    }
    return [
      { key: 'kind', label: t('kind'), width: 144, cell: kindOf },
      { key: 'item', label: t('item'), cell: ({ name }) => <strong>{name}</strong> },
      { key: 'why', label: t('why'), cell: (item) => <span className={styles.cut}>{why(item)}</span> },
      { key: 'revision', label: t('revision'), width: 200, cell: ({ hash }) => <Mono text={hash} /> },
    ]
  }, [t, p, items])
  return (
    <Panel title={t('items')} bare>
      <Table
        name="release-items"
        label={t('items')}
        columns={columns}
        list={{ rows: items }}
        rowId={itemId}
        empty={null}
        fit
      />
    </Panel>
  )
}
