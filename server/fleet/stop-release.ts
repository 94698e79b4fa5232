import { type Actor, emit, notFound, type Tx } from '../platform/index.ts'

/**
 * Takes back the deliveries of a release that no tenant has taken yet, of all tenants or the named ones (FLT-38). The
 * message stays in the outbox and arrives as withdrawn: one that is taken at this very moment is reported as applied.
 */
export async function stopRelease(
  tx: Tx,
  actor: Actor,
  id: string,
  tenants: string[] | undefined,
): Promise<{ stopped: number }> {
  const release = await tx.sql
    .selectFrom('fleet_releases')
    .select('number')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!release) throw notFound('release', id)
  const open = tx.sql
    .updateTable('fleet_deliveries')
    .set({ status: 'stopped', reason: `Stopped by ${actor.name}.`, changed_at: tx.instance.clock.now() })
    .where('release_id', '=', id)
    .where('status', '=', 'pending')
  const stopped = await (tenants ? open.where('tenant_id', 'in', tenants) : open).returning('id').execute()
  if (stopped.length > 0) {
    await emit(tx, actor, {
      type: 'ReleaseStopped',
      subject: { kind: 'fleet/releases', id },
      after: { number: release.number, tenants: stopped.length },
    })
  }
  return { stopped: stopped.length }
}
