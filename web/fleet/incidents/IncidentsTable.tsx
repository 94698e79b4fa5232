import { listTenants } from '@tocsin/contracts/fleet.ts'
import { type FleetIncident, listFleetIncidents } from '@tocsin/contracts/fleet-dashboard.ts'
import { type ReactNode, useMemo } from 'react'
import { useEndpoint, useList } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { ActionButton, type Column, EmptyState, Moment, Severity, StatusTag, Table } from '../../ui/index.ts'
import { connectTo } from '../tenants/connect.ts'
import styles from './FleetIncidents.module.css'
import { fleetIncidentTexts } from './texts.ts'

const rowId = ({ tenant, id }: FleetIncident) => `${tenant.id}/${id}`

export interface IncidentFilter {
  tenant?: string
  open?: 'true'
  severity?: string
  type?: string
  status?: string
}

interface IncidentsTableProps {
  /** Columns and place are kept under it. */
  name: string
  filter: IncidentFilter
  /** Below a tenant its name and its Connect would only repeat the page. */
  isBelowTenant?: boolean
  toolbar?: ReactNode
  onClearSearch?: () => void
}

/** Incidents of the tenants that grant their list; one is opened by connecting to its tenant (MSSP-15). */
export function IncidentsTable({ name, filter, isBelowTenant = false, toolbar, onClearSearch }: IncidentsTableProps) {
  const t = useTexts(fleetIncidentTexts)
  const list = useList(listFleetIncidents, { query: { ...filter } })
  const { data: tenants } = useEndpoint(listTenants)
  const columns = useMemo<Column<FleetIncident>[]>(() => {
    const mayConnect = (id: string) => tenants?.items.find((tenant) => tenant.id === id)?.abilities.connect
    const all: Column<FleetIncident>[] = [
      { key: 'tenant', label: t('tenant'), width: 160, cell: ({ tenant }) => <strong>{tenant.name}</strong> },
      {
        key: 'incident',
        label: t('incident'),
        cell: ({ label, title }) =>
          label === null && title === null ? (
            <span className={styles.none}>{t('noText')}</span>
          ) : (
            <span className={styles.cut} title={title ?? undefined}>
              <span className={styles.label}>{label}</span> {title}
            </span>
          ),
      },
      { key: 'severity', label: t('severity'), width: 120, cell: ({ severity }) => <Severity level={severity} /> },
      {
        key: 'type',
        label: t('type'),
        width: 144,
        cell: ({ type }) => <span className={styles.cut}>{type ?? '–'}</span>,
      },
      {
        key: 'status',
        label: t('status'),
        width: 128,
        cell: ({ status, open }) => <StatusTag tone={open ? 'active' : 'neutral'}>{status}</StatusTag>,
      },
      {
        key: 'owner',
        label: t('owner'),
        width: 136,
        cell: ({ owner }) => <span className={styles.cut}>{owner ?? '–'}</span>,
      },
      { key: 'created', label: t('created'), width: 112, cell: ({ createdAt }) => <Moment at={createdAt} /> },
      {
        key: 'closed',
        label: t('closed'),
        width: 112,
        extra: true,
        cell: ({ closedAt }) => closedAt && <Moment at={closedAt} />,
      },
      {
        key: 'connect',
        label: '',
        width: 100,
        align: 'end',
        cell: ({ tenant }) => (
          <ActionButton
            size="compact-xs"
            capability="fleet.nodes-connect"
            ability={mayConnect(tenant.id)}
            aria-label={t('connectName', { name: tenant.name })}
            onClick={() => connectTo(tenant.id)}
          >
            {t('connect')}
          </ActionButton>
        ),
      },
    ]
    return isBelowTenant ? all.filter(({ key }) => key !== 'tenant' && key !== 'connect') : all
  }, [t, tenants, isBelowTenant])
  const hidden =
    tenants?.items.filter(({ grants, status }) => !grants['incident-list'] && status !== 'unpaired').length ?? 0
  return (
    <Table
      name={name}
      label={t('list')}
      columns={columns}
      list={list}
      rowId={rowId}
      toolbar={
        <>
          {toolbar}
          {!filter.tenant && hidden > 0 && <span className={styles.none}>{t('hidden', { n: hidden })}</span>}
        </>
      }
      onClearSearch={onClearSearch}
      empty={<EmptyState title={t('none')} text={t('noneText')} />}
    />
  )
}
