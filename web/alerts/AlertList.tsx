import { Button, Select } from '@mantine/core'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type Alert, alertOutcome, listAlertSources, listAlerts, summarizeAlerts } from '@tocsin/contracts/alert.ts'
import { useMemo } from 'react'
import { useEndpoint, useList } from '../api/index.ts'
import { useTexts } from '../i18n/index.ts'
import { paths } from '../paths.ts'
import {
  Clipped,
  type Column,
  EmptyState,
  Moment,
  QueryBar,
  type QueryField,
  Table,
  useListSearch,
  useSearchValue,
} from '../ui/index.ts'
import { AlertOutcome, AlertResult, AlertRule } from './AlertOutcome.tsx'
import styles from './Alerts.module.css'
import { countByOutcome } from './count-by-outcome.ts'
import { alertTexts } from './texts.ts'

const rowId = (row: Alert) => String(row.id)
const href = (row: Alert) => paths.alert(String(row.id))
const noFields: QueryField[] = []

function useAlertColumns(): Column<Alert>[] {
  const t = useTexts(alertTexts)
  return useMemo(
    () => [
      { key: 'id', label: 'ID', width: 72, sort: 'id', extra: true, cell: (row) => row.id },
      {
        key: 'occurredAt',
        label: t('occurred'),
        width: 104,
        sort: 'occurredAt',
        cell: (row) => <Moment at={row.occurredAt ?? row.receivedAt} />,
      },
      { key: 'source', label: t('source'), width: 96, cell: (row) => <Clipped text={row.source} /> },
      { key: 'title', label: t('name'), sort: 'title', opens: true, cell: (row) => <Clipped text={row.title} /> },
      {
        key: 'outcome',
        label: t('outcome'),
        width: 104,
        cell: (row) => <AlertOutcome outcome={row.outcome} />,
      },
      { key: 'rule', label: t('rule'), width: 232, cell: (row) => <AlertRule rule={row.rule} /> },
      { key: 'result', label: t('result'), width: 136, cell: (row) => <AlertResult alert={row} /> },
      {
        key: 'duplicates',
        label: t('duplicates'),
        width: 80,
        align: 'end',
        sort: 'duplicates',
        cell: (row) => row.duplicates || <span className={styles.quiet}>–</span>,
      },
      {
        key: 'receivedAt',
        label: t('received'),
        width: 104,
        extra: true,
        cell: (row) => <Moment at={row.receivedAt} />,
      },
    ],
    [t],
  )
}

/** Alerts, newest first, with the rule that decided and what they became. */
export function AlertList() {
  const t = useTexts(alertTexts)
  const navigate = useNavigate()
  const search = useListSearch({ sort: '-id' })
  const { incidentId, triageEventId, ruleId } = useSearch({ strict: false }) as Record<string, string | undefined>
  const [source, setSource] = useSearchValue('source')
  const [chosen, setOutcome] = useSearchValue('outcome')
  const outcome = alertOutcome.options.find((one) => one === chosen)
  const list = useList(listAlerts, {
    query: { ...search.input.query, source, outcome, incidentId, triageEventId, ruleId },
  })
  const sources = useEndpoint(listAlertSources).data?.items ?? []
  const summary = useEndpoint(summarizeAlerts, { query: { source } }, { keep: true }).data
  const counts = summary && countByOutcome(summary)
  const narrowedBy = incidentId ? 'ofIncident' : triageEventId ? 'ofTriage' : ruleId ? 'ofRule' : null

  const clear = () =>
    void navigate({
      to: '.',
      search: (before: Record<string, unknown>) => ({ tab: before.tab, sort: before.sort }),
      replace: true,
    })
  const isNarrowed = Boolean(search.query || source || outcome || narrowedBy)

  return (
    <>
      <QueryBar
        query={search.query}
        onQuery={search.setQuery}
        fields={noFields}
        error={list.error}
        hint={t('search')}
      />
      <Table
        name="alerts"
        label={t('title')}
        resource="alerts"
        columns={useAlertColumns()}
        list={list}
        rowId={rowId}
        href={href}
        sort={search.sort}
        onSort={search.setSort}
        onClearSearch={isNarrowed ? clear : undefined}
        toolbar={
          <>
            <Select
              className={styles.filter}
              aria-label={t('source')}
              placeholder={t('allSources')}
              clearable
              data={sources.map(({ name }) => name)}
              value={source ?? null}
              onChange={(value) => setSource(value ?? undefined)}
            />
            {narrowedBy ? (
              <>
                {t(narrowedBy)}
                <Button size="compact-xs" onClick={clear}>
                  {t('showAll')}
                </Button>
              </>
            ) : (
              <fieldset className={styles.outcomes} aria-label={t('outcomes')}>
                <OutcomeChip
                  label={t('all')}
                  tip={summary && t('repeats', { n: summary.duplicates })}
                  count={summary?.total}
                  isOn={!outcome}
                  onPress={() => setOutcome(undefined)}
                />
                {alertOutcome.options.map((one) => (
                  <OutcomeChip
                    key={one}
                    label={t(one)}
                    count={counts?.[one]}
                    isOn={outcome === one}
                    onPress={() => setOutcome(outcome === one ? undefined : one)}
                  />
                ))}
              </fieldset>
            )}
          </>
        }
        empty={<EmptyState title={t('none')} text={t('noneText')} />}
      />
    </>
  )
}

interface OutcomeChipProps {
  label: string
  tip?: string
  count: number | undefined
  isOn: boolean
  onPress: () => void
}

function OutcomeChip({ label, tip, count, isOn, onPress }: OutcomeChipProps) {
  return (
    <Button
      size="compact-xs"
      flex="none"
      variant={isOn ? 'default' : 'subtle'}
      aria-pressed={isOn}
      title={tip}
      onClick={onPress}
    >
      {label}
      <span className={styles.count}>{count?.toLocaleString() ?? ' '}</span>
    </Button>
  )
}
