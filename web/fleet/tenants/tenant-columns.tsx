import type { Tenant } from '@tocsin/contracts/fleet.ts'
import type { GrantName } from '@tocsin/contracts/link.ts'
import type { ReactNode } from 'react'
import type { useTexts } from '../../i18n/index.ts'
import { type Column, Moment } from '../../ui/index.ts'
import { ContentCounts } from './ContentCounts.tsx'
import { TenantStatusTag } from './TenantStatusTag.tsx'
import styles from './Tenants.module.css'
import type { tenantTexts } from './texts.ts'

type T = ReturnType<typeof useTexts<(typeof tenantTexts)['en']>>

interface Cells {
  ping: (tenant: Tenant) => ReactNode
  actions: (tenant: Tenant) => ReactNode
  grantName: (name: GrantName) => string
}

const dash = <span className={styles.none}>–</span>

/** The columns of FLT-20; what is looked at least is not shown until it is asked for. */
export function tenantColumns(t: T, cells: Cells): Column<Tenant>[] {
  const link = ({ mode, hosted }: Tenant) => `${t(mode)}, ${t(hosted ? 'hosted' : 'remote')}`
  return [
    { key: 'name', label: t('name'), sort: 'name', opens: true, cell: ({ name }) => name },
    { key: 'status', label: t('status'), sort: 'status', width: 188, cell: (row) => <TenantStatusTag tenant={row} /> },
    { key: 'trip', label: t('trip'), sort: 'trip', width: 152, cell: cells.ping },
    { key: 'actions', label: t('actions'), width: 128, cell: cells.actions },
    {
      key: 'contact',
      label: t('contact'),
      sort: 'contact',
      width: 104,
      cell: ({ lastContactAt }) => <Moment at={lastContactAt} />,
    },
    {
      key: 'content',
      label: t('content'),
      sort: 'content',
      width: 112,
      cell: ({ content }) => <ContentCounts content={content} />,
    },
    {
      key: 'open',
      label: t('open'),
      sort: 'open',
      width: 72,
      align: 'end',
      cell: ({ openIncidents }) => openIncidents ?? <span title={t('noMetrics')}>{dash}</span>,
    },
    {
      key: 'queue',
      label: t('queue'),
      sort: 'queue',
      width: 64,
      align: 'end',
      cell: ({ queueDepth }) => (
        <span className={queueDepth > 0 ? styles.warn : styles.none} title={t('queueHelp')}>
          {queueDepth}
        </span>
      ),
    },
    { key: 'groups', label: t('groups'), width: 120, cell: ({ groups }) => <Labels list={groups} /> },
    { key: 'tags', label: t('tags'), width: 152, extra: true, cell: ({ tags }) => <Labels list={tags} /> },
    { key: 'link', label: t('link'), width: 140, cell: (row) => <span className={styles.quiet}>{link(row)}</span> },
    {
      key: 'product',
      label: t('version'),
      sort: 'product',
      width: 88,
      cell: ({ product, versionSkew }) =>
        product === null ? (
          dash
        ) : (
          <span className={versionSkew ? styles.warn : styles.quiet} title={versionSkew ? t('skew') : undefined}>
            {product}
            {versionSkew && ' ≠'}
          </span>
        ),
    },
    {
      key: 'grants',
      label: t('grants'),
      width: 240,
      extra: true,
      cell: ({ grants }) => <Labels list={(Object.keys(grants) as GrantName[]).map(cells.grantName)} />,
    },
    {
      key: 'paired',
      label: t('keyAge'),
      sort: 'paired',
      width: 112,
      extra: true,
      cell: ({ keys }) => <Moment at={keys.since} />,
    },
    {
      key: 'url',
      label: t('address'),
      width: 240,
      extra: true,
      cell: ({ url }) => <span className={styles.quiet}>{url}</span>,
    },
  ]
}

function Labels({ list }: { list: string[] }) {
  if (list.length === 0) return dash
  return (
    <span className={styles.labels} title={list.join(', ')}>
      {list.map((label) => (
        <span key={label} className={styles.label}>
          {label}
        </span>
      ))}
    </span>
  )
}
