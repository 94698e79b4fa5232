import { changeTenant, type Tenant, unpairTenant } from '@tocsin/contracts/fleet.ts'
import { useChange } from '../../api/index.ts'
import { useTexts } from '../../i18n/index.ts'
import { toast, useConfirm } from '../../ui/index.ts'
import { tenantTexts } from './texts.ts'

/** Suspend, resume and unpair, with their questions (FLT-12, FLT-21). Unpairing tells whether it was done. */
export function useTenantActions() {
  const t = useTexts(tenantTexts)
  const confirm = useConfirm()
  const change = useChange(changeTenant)
  const end = useChange(unpairTenant, { alsoChanges: ['fleet/dashboards', 'fleet/sync', 'fleet/incidents'] })
  const setSuspended = (id: string, suspended: boolean) => change.mutateAsync({ params: { id }, body: { suspended } })
  return {
    resume: (tenant: Tenant) => setSuspended(tenant.id, false),
    suspend: (tenant: Tenant) =>
      confirm({
        title: t('suspendTitle', { name: tenant.name }),
        text: t('suspendText'),
        action: t('suspend'),
        run: () => setSuspended(tenant.id, true),
      }),
    setSuspended,
    async unpair(tenant: Tenant): Promise<boolean> {
      const done = await confirm({
        title: t('unpairTitle', { name: tenant.name }),
        text: t('unpairText'),
        action: t('unpair'),
        danger: true,
        typeName: tenant.name,
        run: () => end.mutateAsync({ params: { id: tenant.id } }),
      })
      if (done) toast.done(t('wasPaired', { name: tenant.name }))
      return done
    },
  }
}
