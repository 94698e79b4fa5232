import { type Actor, emit, notFound, type Tx } from '../platform/index.ts'
import { sendDelivery } from './deliver.ts'

/** Sends a release again where it failed, was blocked or was stopped, to all such tenants or the named ones. */
export async function retryRelease(
  tx: Tx,
  actor: Actor,
  id: string,
  tenants: string[] | undefined,
): Promise<{ retried: number }> {
  const release = await tx.sql
    .selectFrom('fleet_releases')
    .select(['number', 'rolls_back'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!release) throw notFound('release', id)
  const again = tx.sql
    .updateTable('fleet_deliveries')
    .set((set) => ({
      status: 'pending',
      reason: null,
      attempts: set('attempts', '+', 1),
      changed_at: tx.instance.clock.now(),
    }))
    .where('release_id', '=', id)
    .where('status', 'in', ['failed', 'blocked', 'stopped'])
  const retried = await (tenants ? again.where('tenant_id', 'in', tenants) : again)
    .returning(['id', 'tenant_id'])
    .execute()
  const isRollback = release.rolls_back !== null
  for (const { id: delivery, tenant_id: tenantId } of retried) {
    await sendDelivery(tx, actor, { id: delivery, tenantId, isRollback })
  }
  if (retried.length > 0) {
    await emit(tx, actor, {
      type: 'ReleaseRetried',
      subject: { kind: 'fleet/releases', id },
      after: { number: release.number, tenants: retried.length },
    })
  }
  return { retried: retried.length }
}
