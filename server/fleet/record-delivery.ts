import type { DeliveryStatus } from '@tocsin/contracts/fleet.ts'
import { receiptMessage } from '@tocsin/contracts/link-messages.ts'
import { type Refusal, takes } from '../link/index.ts'
import { emit, type Tx } from '../platform/index.ts'
import type { ItemResult } from './tables.ts'

/** The tenant has a release in effect. */
export const takeReceipt = takes({
  kind: 'content.receipt',
  from: 'tenant',
  payload: receiptMessage,
  apply: (tx, pairing, { payload }) =>
    // What was stopped shows so already, unless it has been sent again since.
    payload.withdrawn
      ? Promise.resolve()
      : settle(tx, pairing.id, payload.deliveryId, { status: 'applied', reason: null, results: payload.items }),
})

/** The tenant could take nothing of a release; what the tenant must change first is "blocked", the rest "failed". */
export async function recordRefusal(tx: Tx, tenantId: string, deliveryId: string, refusal: Refusal): Promise<void> {
  const faults = new Set(['internal', 'unreadable_file', 'invalid_input'])
  const status = faults.has(refusal.code) ? 'failed' : 'blocked'
  await settle(tx, tenantId, deliveryId, { status, reason: refusal.reason, results: [] })
}

async function settle(
  tx: Tx,
  tenantId: string,
  deliveryId: string,
  outcome: { status: DeliveryStatus; reason: string | null; results: ItemResult[] },
): Promise<void> {
  const settled = await tx.sql
    .updateTable('fleet_deliveries')
    .set({
      status: outcome.status,
      reason: outcome.reason,
      results: JSON.stringify(outcome.results),
      changed_at: tx.instance.clock.now(),
    })
    .where('id', '=', deliveryId)
    .where('tenant_id', '=', tenantId)
    .returning('release_id')
    .executeTakeFirst()
  if (!settled) return
  await emit(
    tx,
    { kind: 'system', id: 'fleet', name: 'Releases' },
    {
      type: outcome.status === 'applied' ? 'ReleaseDelivered' : 'ReleaseNotDelivered',
      subject: { kind: 'fleet/deliveries', id: deliveryId },
      parent: { kind: 'fleet/releases', id: settled.release_id },
      after: { tenant: tenantId, status: outcome.status, reason: outcome.reason },
    },
  )
}
