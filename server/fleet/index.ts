import type { ServerModule } from '../platform/index.ts'
import { connectRequest, takeConnectAnswer } from './connect-tenant.ts'
import { listSync } from './content-sync.ts'
import { releaseMessage, rollbackMessage } from './deliver.ts'
import { fetchRequest, takeFetched } from './fetch-item.ts'
import { fleetRoutes } from './fleet-routes.ts'
import { takeFacts } from './incident-facts.ts'
import { planMessage, takePlan } from './plan-release.ts'
import { takeReceipt } from './record-delivery.ts'
import './tables.ts'
import { takeGrants, takeInventory } from './take-news.ts'

/**
 * The MSSP console: tenants, releases to them, whether content is the same everywhere, figures over all tenants. Owns
 * tenants, releases, facts of incidents and MSSP dashboards. Announces TenantUpdated, TenantConnected, TenantUnpaired,
 * TenantGrantsChanged, ReleaseCreated, ReleaseDelivered, ReleaseNotDelivered, ReleaseRetried, ReleaseStopped,
 * ReleaseRollbackCreated, DriftAccepted, DriftPromoted; listens to the link.
 */
export const fleet: ServerModule = {
  name: 'fleet',
  routes: fleetRoutes,
  syncStates: async (tx, kind) => {
    if (!tx.instance.console) return new Map()
    return new Map((await listSync(tx, kind)).items.map(({ id, state }) => [id, state]))
  },
  messages: {
    taken: [takeGrants, takeFacts, takeInventory, takeReceipt, takePlan, takeFetched, takeConnectAnswer],
    sent: [releaseMessage, rollbackMessage, fetchRequest, planMessage, connectRequest],
  },
}

export { pairHostedTenant } from './pair-hosted-tenant.ts'
export { pairTenant } from './pair-tenant.ts'
