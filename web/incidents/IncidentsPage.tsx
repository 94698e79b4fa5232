import { IconPlus } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { type IncidentSummary, listIncidents } from '@tocsin/contracts/incident.ts'
import { useMemo } from 'react'
import { useList } from '../api/index.ts'
import { queryFields, useFields } from '../custom-fields/index.ts'
import { useTexts } from '../i18n/index.ts'
import { paths } from '../paths.ts'
import { ActionButton, EmptyState, ErrorState, Page, QueryBar, Table, useCan, useListSearch } from '../ui/index.ts'
import { useUserChoices } from '../users/index.ts'
import { Bookmarks } from './Bookmarks.tsx'
import { useBulkActions } from './bulk/BulkActions.tsx'
import { incidentColumns } from './incident-columns.tsx'
import { incidentTexts } from './texts.ts'

const rowId = (row: IncidentSummary) => String(row.id)
const href = (row: IncidentSummary) => paths.incident(String(row.id))

export function IncidentsPage() {
  const t = useTexts(incidentTexts)
  const navigate = useNavigate()
  const can = useCan()
  const search = useListSearch({ sort: '-openingtime' })
  const { fields, isLoading, error, retry } = useFields('incidents')
  const users = useUserChoices()
  const list = useList(listIncidents, search.input)
  const columns = useMemo(() => incidentColumns(fields, { updated: t('updated'), unnamed: t('unnamed') }), [fields, t])
  const searchable = useMemo(
    () =>
      queryFields(
        fields,
        users.map(({ label }) => label),
      ),
    [fields, users],
  )
  const labelOf = (id: string) => list.rows?.find((row) => rowId(row) === id)?.fields.incidentid ?? id
  const bulk = useBulkActions(labelOf)
  const create = (
    <ActionButton
      variant="filled"
      leftSection={<IconPlus size={14} />}
      capability="incident.edit"
      onClick={() => void navigate({ to: paths.newIncident() })}
    >
      {t('new')}
    </ActionButton>
  )
  if (error && fields.length === 0) {
    return (
      <Page title={t('title')}>
        <ErrorState error={error} title={t('title')} retry={retry} />
      </Page>
    )
  }
  return (
    <Page title={t('title')} layout="fill" actions={create}>
      <QueryBar query={search.query} onQuery={search.setQuery} fields={searchable} error={list.error} />
      {!isLoading && (
        <Table
          name="incidents"
          label={t('title')}
          resource="incidents"
          columns={columns}
          list={list}
          rowId={rowId}
          href={can('incident.access') ? href : undefined}
          sort={search.sort}
          onSort={search.setSort}
          onClearSearch={search.onClearSearch}
          onEdit={can('incident.edit') ? (row) => void navigate({ to: href(row), search: { edit: '1' } }) : undefined}
          bulk={can('incident.bulk') ? bulk.actions : undefined}
          toolbar={<Bookmarks query={search.query} onQuery={search.setQuery} />}
          empty={<EmptyState title={t('none')} text={t('noneText')} action={create} />}
        />
      )}
      {bulk.dialog}
    </Page>
  )
}
