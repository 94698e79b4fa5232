import { CloseButton, SegmentedControl, Select } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { listTenants } from '@tocsin/contracts/fleet.ts'
import { useEndpoint } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { paths } from '../../paths.ts'
import { Page, useSearchValue } from '../../ui/index.ts'
import styles from './FleetIncidents.module.css'
import { IncidentsTable } from './IncidentsTable.tsx'
import { fleetIncidentTexts } from './texts.ts'

const narrowing = ['severity', 'type', 'status'] as const

/** Where a click on a figure leads: the incidents behind it, across tenants (MSSP-15). */
export function FleetIncidentsPage() {
  const t = useTexts(fleetIncidentTexts)
  const navigate = useNavigate()
  const [tenant, setTenant] = useSearchValue('tenant')
  const [open, setOpen] = useSearchValue('open')
  const [severity, setSeverity] = useSearchValue('severity')
  const [type, setType] = useSearchValue('type')
  const [status, setStatus] = useSearchValue('status')
  const { data } = useEndpoint(listTenants)
  const values = { severity, type, status }
  const setters = { severity: setSeverity, type: setType, status: setStatus }
  const isNarrowed = Boolean(tenant || open || severity || type || status)
  return (
    <Page title={t('title')} up={{ label: t('dashboard'), to: paths.fleetDashboard() }} layout="fill">
      <IncidentsTable
        name="fleet-incidents"
        filter={{ tenant, open: open === 'true' ? 'true' : undefined, ...values }}
        onClearSearch={isNarrowed ? () => void navigate({ to: paths.fleetIncidents() }) : undefined}
        toolbar={
          <>
            <Select
              className={styles.tenant}
              aria-label={t('tenant')}
              placeholder={t('allTenants')}
              data={data?.items.map(({ id, name }) => ({ value: id, label: name })) ?? []}
              value={tenant ?? null}
              searchable
              clearable
              onChange={(value) => setTenant(value ?? undefined)}
            />
            <SegmentedControl
              aria-label={t('status')}
              data={[
                { value: 'true', label: t('onlyOpen') },
                { value: 'all', label: t('all') },
              ]}
              value={open === 'true' ? 'true' : 'all'}
              onChange={(value) => setOpen(value === 'true' ? 'true' : undefined)}
            />
            {narrowing.map(
              (field) =>
                values[field] && (
                  <span key={field} className={styles.filter}>
                    {t(field)}: {values[field]}
                    <CloseButton
                      size={16}
                      aria-label={t('without', { name: t(field) })}
                      onClick={() => setters[field](undefined)}
                    />
                  </span>
                ),
            )}
          </>
        }
      />
    </Page>
  )
}
