import { endPairing } from '../link/index.ts'
import { type Actor, emit, type Tx } from '../platform/index.ts'
import { forgetFacts } from './incident-facts.ts'
import { getTenantRecord } from './tenant-store.ts'

/**
 * Separates a tenant, also an unreachable one (FLT-12): it leaves the list and its figures are not kept. The tie stays
 * until the tenant has been told, and the history of its releases for ever.
 */
export async function unpairTenant(tx: Tx, actor: Actor, id: string): Promise<void> {
  const { tenant, pairing } = await getTenantRecord(tx, id)
  await endPairing(tx, actor, id)
  await forgetFacts(tx, id)
  await retire(tx, id)
  await emit(tx, actor, {
    type: 'TenantUnpaired',
    subject: { kind: 'fleet/tenants', id },
    before: { name: tenant.name, url: pairing.peer_url },
  })
}

/** Takes a tenant out of every list; its name is free again. */
export async function retire(tx: Tx, id: string): Promise<void> {
  await tx.sql.updateTable('fleet_tenants').set({ left_at: tx.instance.clock.now() }).where('id', '=', id).execute()
}
