import { type Delivery, listDeliveries, retryRelease } from '@tocsin/contracts/fleet.ts'
import { useMemo } from 'react'
import { useChange, useEndpoint } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { ActionButton, type Column, EmptyState, Moment, Progress, Table, toast } from '../../ui/index.ts'
import { DeliveryTag } from './DeliveryMarks.tsx'
import { canRetry, type ItemResult, inOrder, resultCounts } from './delivery-counts.ts'
import styles from './Releases.module.css'
import { releaseTexts } from './texts.ts'

const rowId = ({ id }: Delivery) => id
const refreshMs = 5000
const resultText: Record<
  ItemResult,
  'added' | 'changedItems' | 'same' | 'kept' | 'restored' | 'removed' | 'failedItems'
> = {
  added: 'added',
  changed: 'changedItems',
  same: 'same',
  kept: 'kept',
  restored: 'restored',
  removed: 'removed',
  failed: 'failedItems',
}

/** A release at each tenant, live: state, results, reason, retry (FLT-38, MSSP-36). */
export function DeliveryBoard({ releaseId }: { releaseId: string }) {
  const t = useTexts(releaseTexts)
  const retry = useRetry(releaseId)
  const { data, error, refetch } = useEndpoint(
    listDeliveries,
    { params: { id: releaseId } },
    { refetchInterval: refreshMs },
  )
  const rows = useMemo(() => data && inOrder(data.items), [data])
  const done = rows?.filter(({ status }) => status === 'applied').length ?? 0
  const columns: Column<Delivery>[] = [
    { key: 'tenant', label: t('tenant'), width: 200, cell: ({ tenant }) => <strong>{tenant.name}</strong> },
    { key: 'status', label: t('status'), width: 120, cell: ({ status }) => <DeliveryTag status={status} /> },
    { key: 'results', label: t('results'), width: 184, cell: (row) => <Results items={row.items} /> },
    {
      key: 'reason',
      label: t('reason'),
      cell: (row) => {
        const reason =
          row.reason ?? row.items.flatMap(({ name, reason: why }) => (why ? `${name}: ${why}` : [])).join(' ')
        return (
          <span className={styles.reason} title={reason}>
            {reason}
          </span>
        )
      },
    },
    { key: 'attempts', label: t('attempts'), width: 80, align: 'end', cell: ({ attempts }) => attempts },
    { key: 'changed', label: t('changed'), width: 112, cell: ({ changedAt }) => <Moment at={changedAt} /> },
    {
      key: 'retry',
      label: '',
      width: 96,
      align: 'end',
      cell: (row) =>
        canRetry(row) && (
          <ActionButton
            size="compact-xs"
            capability="fleet.push"
            aria-label={t('retryName', { name: row.tenant.name })}
            onClick={() => retry([row.tenant.id])}
          >
            {t('retry')}
          </ActionButton>
        ),
    },
  ]
  return (
    <div className={styles.board}>
      <Progress label={t('progress')} done={done} total={rows?.length ?? 0} />
      <Table
        name="deliveries"
        label={t('deliveries')}
        resource="fleet/deliveries"
        columns={columns}
        list={{ rows, error, retry: () => void refetch() }}
        rowId={rowId}
        empty={<EmptyState title={t('noTenants')} compact />}
        fit
      />
    </div>
  )
}

function Results({ items }: { items: Delivery['items'] }) {
  const t = useTexts(releaseTexts)
  const words = resultCounts(items).map(({ result, count }) => t(resultText[result], { n: count }))
  const whole = items.map(({ name, result }) => `${name}: ${t(resultText[result], { n: 1 })}`).join('\n')
  return <span title={whole}>{words.join(', ')}</span>
}

/** Delivers again where it failed or was blocked: to these tenants, or to all such. */
export function useRetry(releaseId: string): (tenants?: string[]) => Promise<void> {
  const t = useTexts(releaseTexts)
  const { mutateAsync } = useChange(retryRelease, { alsoChanges: ['fleet/sync', 'fleet/tenants'] })
  return async (tenants) => {
    const { retried } = await mutateAsync({ params: { id: releaseId }, body: tenants ? { tenants } : {} })
    toast.done(t('retried', { n: retried }))
  }
}
