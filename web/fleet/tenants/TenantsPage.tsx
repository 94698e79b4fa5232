import { Select, TextInput } from '@mantine/core'
import { IconLink, IconSearch } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { listTenants, type Tenant } from '@tocsin/contracts/fleet.ts'
import { useMemo, useState } from 'react'
import { useEndpoint } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { grantTexts } from '../../membership/index.ts'
import { paths } from '../../paths.ts'
import { ActionButton, EmptyState, Page, Table, useListSearch, useSearchValue } from '../../ui/index.ts'
import { connectTo } from './connect.ts'
import { PairDialog } from './PairDialog.tsx'
import { PingCell } from './PingCell.tsx'
import { TenantDrawer } from './TenantDrawer.tsx'
import { TenantMenu } from './TenantMenu.tsx'
import styles from './Tenants.module.css'
import { tenantColumns } from './tenant-columns.tsx'
import { countStatuses, filterTenants, labelsOf, sortTenants } from './tenant-rows.ts'
import { tenantTexts } from './texts.ts'
import { usePings } from './use-pings.ts'
import { useTenantActions } from './use-tenant-actions.ts'

const rowId = ({ id }: Tenant) => id
const href = ({ id }: Tenant) => paths.fleetTenant(id)
const refreshMs = 15_000

/** Every tenant with its health, readable down the columns (MSSP-20, FLT-20). */
export function TenantsPage() {
  const t = useTexts(tenantTexts)
  const g = useTexts(grantTexts)
  const navigate = useNavigate()
  const search = useListSearch({ sort: 'name' })
  const [status, setStatus] = useSearchValue('status')
  const [group, setGroup] = useSearchValue('group')
  const [isPairing, setPairing] = useState(false)
  const [editing, setEditing] = useState<Tenant | null>(null)
  const { pings, ping } = usePings()
  const { data, error, refetch } = useEndpoint(listTenants, {}, { refetchInterval: refreshMs })

  const all = data?.items
  const rows = useMemo(
    () => all && sortTenants(filterTenants(all, { query: search.query, status, group }), search.sort),
    [all, search.query, search.sort, status, group],
  )
  const columns = tenantColumns(t, {
    ping: (row) => <PingCell tenant={row} ping={pings.get(row.id)} onPing={ping} />,
    actions: (row) => <RowActions tenant={row} onEdit={setEditing} />,
    grantName: g,
  })
  const clearSearch = () =>
    void navigate({
      to: '.',
      search: (before: Record<string, unknown>) => ({
        ...before,
        query: undefined,
        status: undefined,
        group: undefined,
      }),
      replace: true,
    })
  const isSearching = Boolean(search.query || status || group)
  const pairButton = (
    <ActionButton
      variant="filled"
      leftSection={<IconLink size={14} />}
      capability="fleet.nodes-manage"
      onClick={() => setPairing(true)}
    >
      {t('pair')}
    </ActionButton>
  )

  return (
    <Page title={t('title')} layout="fill" actions={pairButton}>
      <Table
        name="fleet-tenants"
        label={t('tenants')}
        resource="fleet/tenants"
        columns={columns}
        list={{ rows, total: all?.length, error, retry: () => void refetch() }}
        rowId={rowId}
        href={href}
        sort={search.sort}
        onSort={search.setSort}
        onEdit={setEditing}
        onClearSearch={isSearching ? clearSearch : undefined}
        toolbar={
          <TenantFilters all={all ?? []} search={search} status={[status, setStatus]} group={[group, setGroup]} />
        }
        bulk={(ids) => <BulkActions ids={ids} onPing={ping} />}
        empty={<EmptyState title={t('none')} text={t('noneText')} action={pairButton} />}
      />
      {isPairing && <PairDialog onClose={() => setPairing(false)} />}
      {editing && <TenantDrawer tenant={editing} onClose={() => setEditing(null)} />}
    </Page>
  )
}

type Choice = [value: string | undefined, set: (value: string | undefined) => void]

interface TenantFiltersProps {
  all: Tenant[]
  search: ReturnType<typeof useListSearch>
  status: Choice
  group: Choice
}

function TenantFilters({ all, search, status: [status, setStatus], group: [group, setGroup] }: TenantFiltersProps) {
  const t = useTexts(tenantTexts)
  const groups = labelsOf(all, 'groups')
  return (
    <div className={styles.tools}>
      <TextInput
        className={styles.search}
        placeholder={t('search')}
        aria-label={t('search')}
        leftSection={<IconSearch size={14} />}
        value={search.query}
        onChange={(event) => search.setQuery(event.currentTarget.value)}
      />
      {groups.length > 0 && (
        <Select
          className={styles.group}
          aria-label={t('group')}
          placeholder={t('allGroups')}
          data={groups}
          value={group ?? null}
          clearable
          onChange={(value) => setGroup(value ?? undefined)}
        />
      )}
      {countStatuses(all).map((one) => (
        <button
          key={one.status}
          type="button"
          className={styles.chip}
          aria-pressed={status === one.status}
          onClick={() => setStatus(status === one.status ? undefined : one.status)}
        >
          {t(one.status)} <strong>{one.count}</strong>
        </button>
      ))}
    </div>
  )
}

function RowActions({ tenant, onEdit }: { tenant: Tenant; onEdit: (tenant: Tenant) => void }) {
  const t = useTexts(tenantTexts)
  return (
    <span className={styles.actions}>
      <ActionButton
        size="compact-xs"
        ability={tenant.abilities.connect}
        aria-label={t('connectName', { name: tenant.name })}
        onClick={() => connectTo(tenant.id)}
      >
        {t('connect')}
      </ActionButton>
      <TenantMenu tenant={tenant} onEdit={onEdit} />
    </span>
  )
}

function BulkActions({ ids, onPing }: { ids: string[]; onPing: (id: string) => Promise<void> }) {
  const t = useTexts(tenantTexts)
  const { setSuspended } = useTenantActions()
  return (
    <>
      <ActionButton onClick={() => Promise.all(ids.map(onPing))}>{t('ping')}</ActionButton>
      <ActionButton
        capability="fleet.nodes-manage"
        onClick={() => Promise.all(ids.map((id) => setSuspended(id, true)))}
      >
        {t('suspend')}
      </ActionButton>
      <ActionButton
        capability="fleet.nodes-manage"
        onClick={() => Promise.all(ids.map((id) => setSuspended(id, false)))}
      >
        {t('resume')}
      </ActionButton>
    </>
  )
}
