import { grantsMessage, inventoryMessage } from '@tocsin/contracts/link-messages.ts'
import { takes } from '../link/index.ts'
import { changed, emit } from '../platform/index.ts'
import { forgetFacts } from './incident-facts.ts'

/** What the tenant grants from now on; figures that are not granted any more are not kept. */
export const takeGrants = takes({
  kind: 'membership.grants',
  from: 'tenant',
  payload: grantsMessage,
  async apply(tx, pairing, { id, payload, actor }) {
    await tx.sql
      .updateTable('link_pairings')
      .set({ grants: JSON.stringify(payload.grants), peer_name: payload.name })
      .where('id', '=', pairing.id)
      .execute()
    if (!payload.grants.metrics) await forgetFacts(tx, pairing.id)
    await emit(tx, actor, {
      type: 'TenantGrantsChanged',
      subject: { kind: 'fleet/tenants', id: pairing.id },
      before: pairing.grants,
      after: { grants: payload.grants, message: id },
    })
  },
})

/** The hashes of all content at the tenant, whoever changed it there (FLT-41). */
export const takeInventory = takes({
  kind: 'content.inventory',
  from: 'tenant',
  payload: inventoryMessage,
  async apply(tx, pairing, { payload }) {
    const tenant = { tenant_id: pairing.id }
    await tx.sql.deleteFrom('fleet_inventory').where('tenant_id', '=', pairing.id).execute()
    for (let start = 0; start < payload.items.length; start += 1000) {
      await tx.sql
        .insertInto('fleet_inventory')
        .values(
          payload.items.slice(start, start + 1000).map(({ kind, id, name, hash, overridden = false }) => ({
            ...tenant,
            kind,
            content_id: id,
            name,
            hash,
            overridden,
          })),
        )
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    }
    const report = { reported_at: tx.instance.clock.now() }
    await tx.sql
      .insertInto('fleet_inventory_reports')
      .values({ ...tenant, ...report })
      .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet(report))
      .execute()
    changed(tx, 'fleet/sync', pairing.id)
  },
})
