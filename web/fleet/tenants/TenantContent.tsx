import { type ContentSync, listSync, type SyncState, type Tenant } from '@tocsin/contracts/fleet.ts'
import { useMemo, useState } from 'react'
import { useEndpoint } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { ActionButton, Clipped, type Column, EmptyState, Moment, Table } from '../../ui/index.ts'
import { DriftDialog } from '../drift/DriftDialog.tsx'
import { driftTexts } from '../drift/texts.ts'
import { SyncMark } from '../push/SyncMark.tsx'
import { syncTexts } from '../push/sync-texts.ts'
import { kindText, pushTexts } from '../push/texts.ts'
import styles from './Tenants.module.css'
import { tenantTexts } from './texts.ts'

interface ContentRow {
  kind: string
  id: string
  name: string
  state: SyncState
  reason: string | null
  since: string
}

const rowId = ({ kind, id }: ContentRow) => `${kind}/${id}`

function rowsAt(tenantId: string, kind: string, items: ContentSync[] | undefined): ContentRow[] {
  return (items ?? []).flatMap(({ id, name, tenants }) => {
    const here = tenants.find((tenant) => tenant.id === tenantId)
    return here ? [{ kind, id, name, state: here.state, reason: here.reason, since: here.since }] : []
  })
}

/** What was pushed to a tenant, and whether it is there as it is here (FLT-42). */
export function TenantContent({ tenant }: { tenant: Pick<Tenant, 'id' | 'name'> }) {
  const tenantId = tenant.id
  const t = useTexts(tenantTexts)
  const s = useTexts(syncTexts)
  const p = useTexts(pushTexts)
  const d = useTexts(driftTexts)
  const [drifted, setDrifted] = useState<ContentRow | null>(null)
  const playbooks = useEndpoint(listSync, { query: { kind: 'playbook' } })
  const fields = useEndpoint(listSync, { query: { kind: 'custom-field' } })
  const integrations = useEndpoint(listSync, { query: { kind: 'integration' } })
  const refetch = () => Promise.all([playbooks.refetch(), fields.refetch(), integrations.refetch()])
  const isReady = playbooks.data && fields.data && integrations.data
  const rows = useMemo(
    () =>
      isReady && [
        ...rowsAt(tenantId, 'playbook', playbooks.data?.items),
        ...rowsAt(tenantId, 'custom-field', fields.data?.items),
        ...rowsAt(tenantId, 'integration', integrations.data?.items),
      ],
    [isReady, tenantId, playbooks.data, fields.data, integrations.data],
  )
  const columns = useMemo<Column<ContentRow>[]>(
    () => [
      {
        key: 'kind',
        label: t('kind'),
        width: 128,
        cell: ({ kind }) => {
          const known = kindText(kind)
          return <span className={styles.quiet}>{known ? p(known) : kind}</span>
        },
      },
      { key: 'item', label: t('contentItem'), cell: ({ name }) => name },
      {
        key: 'state',
        label: t('state'),
        width: 144,
        cell: ({ state }) => (
          <span className={styles.state}>
            <SyncMark state={state} size={14} /> {s(state)}
          </span>
        ),
      },
      {
        key: 'drift',
        label: '',
        width: 136,
        cell: (row) =>
          row.state === 'drift' && (
            <ActionButton
              capability="fleet.push"
              size="compact-xs"
              aria-label={d('openFor', { tenant: tenant.name, item: row.name })}
              onClick={() => setDrifted(row)}
            >
              {d('open')}
            </ActionButton>
          ),
      },
      { key: 'reason', label: t('reason'), cell: ({ reason }) => <Clipped text={reason ?? ''} tail={12} /> },
      { key: 'since', label: t('since'), width: 120, cell: ({ since }) => <Moment at={since} /> },
    ],
    [t, s, p, d, tenant.name],
  )
  return (
    <>
      <Table
        name="tenant-content"
        label={t('content')}
        columns={columns}
        list={{
          rows,
          total: rows?.length,
          error: playbooks.error ?? fields.error ?? integrations.error,
          retry: () => void refetch(),
        }}
        rowId={rowId}
        empty={<EmptyState title={t('noContent')} text={t('noContentText')} />}
      />
      {drifted && (
        <DriftDialog
          tenant={tenant}
          item={{ kind: drifted.kind, id: drifted.id, name: drifted.name }}
          onClose={() => setDrifted(null)}
        />
      )}
    </>
  )
}
