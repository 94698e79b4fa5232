import { SegmentedControl } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { listTriageEvents, type TriageEvent, triageState } from '@tocsin/contracts/triage-event.ts'
import { useMemo, useState } from 'react'
import { useList } from '../api/index.ts'
import { queryFields, useFields } from '../custom-fields/index.ts'
import { useTexts } from '../i18n/index.ts'
import { paths } from '../paths.ts'
import {
  ActionButton,
  EmptyState,
  Page,
  QueryBar,
  type QueryField,
  Table,
  useCan,
  useListSearch,
  useSearchValue,
} from '../ui/index.ts'
import { BulkActions } from './BulkActions.tsx'
import { EventDialog } from './EventDialog.tsx'
import { FilterBar, useFilters } from './FilterBar.tsx'
import { filterQuery } from './filter-query.ts'
import { stateTones } from './StateTag.tsx'
import { triageTexts } from './texts.ts'
import { useTriageColumns } from './triage-columns.tsx'

const rowId = (row: TriageEvent) => String(row.id)
const href = (row: TriageEvent) => paths.triageEvent(String(row.id))
const tone = (row: TriageEvent) => stateTones[row.state]
const shownStates = ['open', 'mine', 'pending', 'grabbed', 'converted', 'discarded', 'all'] as const

/** Events that were recorded and are not incidents yet (TRI-01). */
export function TriagePage() {
  const t = useTexts(triageTexts)
  const can = useCan()
  const search = useListSearch({ sort: '-createdAt' })
  const [chosen, setChosen] = useSearchValue('state')
  const shown = shownStates.find((one) => one === chosen) ?? 'open'
  const { fields } = useFields('triage')
  const filterFields = useMemo(() => fields.filter(({ useAsFilter }) => useAsFilter), [fields])
  const filters = useFilters(filterFields)
  const query = filterQuery(search.query, filterFields, filters.values)
  const list = useList(listTriageEvents, {
    query: {
      query: query || undefined,
      sort: search.sort,
      ...(shown === 'mine' ? { state: 'open' as const, mine: 'true' } : { state: shown }),
    },
  })
  const columns = useTriageColumns(fields)
  const searchable = useMemo((): QueryField[] => {
    const own = queryFields(fields)
    return [
      ...own,
      { name: 'title', label: t('name'), kind: 'text' },
      { name: 'severity', label: t('severity'), kind: 'choice', values: ['Low', 'Medium', 'High', 'Critical'] },
      { name: 'state', label: t('state'), kind: 'choice', values: triageState.options },
      { name: 'type', label: t('type'), kind: 'text' },
      { name: 'source', label: t('source'), kind: 'text' },
      { name: 'owner', label: t('owner'), kind: 'user' },
    ]
  }, [fields, t])
  const [isAdding, setAdding] = useState(false)
  const add = (
    <ActionButton leftSection={<IconPlus size={14} />} capability="triage.edit" onClick={() => setAdding(true)}>
      {t('new')}
    </ActionButton>
  )
  const clear = () => {
    filters.clear()
    search.onClearSearch?.()
  }
  return (
    <Page title={t('title')} layout="fill" actions={add}>
      <QueryBar query={search.query} onQuery={search.setQuery} fields={searchable} error={list.error} />
      <FilterBar fields={filterFields} values={filters.values} onChange={filters.set} />
      <Table
        name="triage"
        label={t('title')}
        resource="triage-events"
        columns={columns}
        list={list}
        rowId={rowId}
        href={can('triage.access') ? href : undefined}
        tone={tone}
        sort={search.sort}
        onSort={search.setSort}
        onClearSearch={filters.isOn || search.onClearSearch ? clear : undefined}
        toolbar={
          <SegmentedControl
            aria-label={t('which')}
            value={shown}
            onChange={(next) => setChosen(next === 'open' ? undefined : next)}
            data={shownStates.map((value) => ({ value, label: t(value) }))}
          />
        }
        bulk={(ids, clearSelection) => (
          <BulkActions events={(list.rows ?? []).filter((row) => ids.includes(rowId(row)))} onDone={clearSelection} />
        )}
        empty={<EmptyState title={t('none')} text={t('noneText')} />}
      />
      {isAdding && <EventDialog event={null} onClose={() => setAdding(false)} />}
    </Page>
  )
}
