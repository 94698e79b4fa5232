import { useNavigate, useParams } from '@tanstack/react-router'
import { getTenant, type Tenant } from '@tocsin/contracts/fleet.ts'
import { useState } from 'react'
import { useEndpoint } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { paths } from '../../paths.ts'
import { ActionButton, DetailPage, ErrorState, Page, SkeletonLines, Tabs } from '../../ui/index.ts'
import { IncidentsTable } from '../incidents/IncidentsTable.tsx'
import { connectTo } from './connect.ts'
import { PingCell } from './PingCell.tsx'
import { TenantContent } from './TenantContent.tsx'
import { TenantDrawer } from './TenantDrawer.tsx'
import { TenantFacts } from './TenantFacts.tsx'
import { TenantMenu } from './TenantMenu.tsx'
import { TenantStatusTag } from './TenantStatusTag.tsx'
import { tenantTexts } from './texts.ts'
import { usePings } from './use-pings.ts'

const refreshMs = 15_000

/** One tenant: facts, grants and keys at the left; its incidents and the content it has. */
export function TenantPage() {
  const t = useTexts(tenantTexts)
  const navigate = useNavigate()
  const { id } = useParams({ strict: false }) as { id: string }
  const [editing, setEditing] = useState<Tenant | null>(null)
  const { pings, ping } = usePings()
  const { data: tenant, error, refetch } = useEndpoint(getTenant, { params: { id } }, { refetchInterval: refreshMs })
  const up = { label: t('title'), to: paths.fleetTenants() }
  if (!tenant) {
    return (
      <Page title={t('facts')} up={up}>
        {error ? (
          <ErrorState error={error} title={t('notRead')} retry={() => void refetch()} />
        ) : (
          <SkeletonLines lines={10} />
        )}
      </Page>
    )
  }
  return (
    <DetailPage
      name="tenant"
      title={tenant.name}
      up={up}
      tags={<TenantStatusTag tenant={tenant} />}
      trail={{ list: 'fleet-tenants', id, to: paths.fleetTenant }}
      left={{ title: t('facts'), content: <TenantFacts tenant={tenant} /> }}
      actions={
        <>
          <PingCell tenant={tenant} ping={pings.get(id)} onPing={ping} />
          <TenantMenu
            tenant={tenant}
            onEdit={setEditing}
            onUnpaired={() => void navigate({ to: paths.fleetTenants() })}
          />
          <ActionButton variant="filled" ability={tenant.abilities.connect} onClick={() => connectTo(id)}>
            {t('connect')}
          </ActionButton>
        </>
      }
    >
      <Tabs
        label={tenant.name}
        tabs={[
          {
            key: 'incidents',
            label: t('incidents'),
            count: tenant.openIncidents ?? undefined,
            fill: true,
            content: () => (
              <IncidentsTable isBelowTenant name="tenant-incidents" filter={{ tenant: id, open: 'true' }} />
            ),
          },
          { key: 'content', label: t('content'), fill: true, content: () => <TenantContent tenant={tenant} /> },
        ]}
      />
      {editing && <TenantDrawer tenant={editing} onClose={() => setEditing(null)} />}
    </DetailPage>
  )
}
