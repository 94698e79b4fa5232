import { type DependencyClosure, itemKey } from '@tocsin/content'
import type { PlanCell } from '@tocsin/contracts/fleet.ts'
import type { Tx } from '../platform/index.ts'
import { grants, type TenantRecord } from './tenant-store.ts'

/** A plan for a tenant that does not answer, from the hashes it last reported; marked with their age (FLT-33). */
export async function planFromInventory(
  tx: Tx,
  target: TenantRecord,
  closure: DependencyClosure['items'],
): Promise<PlanCell[]> {
  const report = await tx.sql
    .selectFrom('fleet_inventory_reports')
    .select('reported_at')
    .where('tenant_id', '=', target.id)
    .executeTakeFirst()
  const rows = await tx.sql
    .selectFrom('fleet_inventory')
    .select(['kind', 'content_id as id', 'hash'])
    .where('tenant_id', '=', target.id)
    .execute()
  const there = new Map(rows.map((row) => [itemKey(row), row.hash]))
  const granted = grants(target, 'content', tx.instance.clock.now())
  const asOf = report?.reported_at.toISOString() ?? null
  return closure.map(({ item }): PlanCell => {
    const reference = { kind: item.kind, id: item.id }
    const cell = { item: reference, tenant: target.id, source: 'inventory' as const, asOf }
    if (!granted) return { ...cell, verdict: 'blocked', reasons: [`${target.tenant.name} does not grant "content".`] }
    const hash = there.get(itemKey(item))
    if (hash === item.hash) return { ...cell, verdict: 'same', reasons: [] }
    const unsure = asOf === null ? 'The tenant has not reported what it has.' : 'By what the tenant last reported.'
    return { ...cell, verdict: hash === undefined ? 'add' : 'change', reasons: [unsure] }
  })
}
