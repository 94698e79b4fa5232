import type { ActorRef } from '@tocsin/contracts'
import type { Delivery, Release } from '@tocsin/contracts/fleet.ts'
import type { Selectable } from 'kysely'
import { notFound, type Tx } from '../platform/index.ts'
import type { ReleaseTable } from './tables.ts'
import { statusOf } from './tenant-status.ts'
import { listTenantRecords } from './tenant-store.ts'

export async function listReleases(
  tx: Tx,
  filter: { kind?: string; item?: string; limit: number },
): Promise<{ items: Release[] }> {
  let matching = tx.sql.selectFrom('fleet_releases').selectAll()
  if (filter.kind !== undefined || filter.item !== undefined) {
    matching = matching.where((where) => {
      let carrying = where.selectFrom('fleet_release_items').select('release_id')
      if (filter.kind !== undefined) carrying = carrying.where('kind', '=', filter.kind)
      if (filter.item !== undefined) carrying = carrying.where('content_id', '=', filter.item)
      return where('id', 'in', carrying)
    })
  }
  const rows = await matching.orderBy('number', 'desc').limit(filter.limit).execute()
  return { items: await describe(tx, rows) }
}

export async function readRelease(tx: Tx, id: string): Promise<Release> {
  const row = /^[0-9a-f-]{36}$/.test(id)
    ? await tx.sql.selectFrom('fleet_releases').selectAll().where('id', '=', id).executeTakeFirst()
    : undefined
  const [described] = row ? await describe(tx, [row]) : []
  if (!described) throw notFound('release', id)
  return described
}

async function describe(tx: Tx, rows: Selectable<ReleaseTable>[]): Promise<Release[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const items = await tx.sql
    .selectFrom('fleet_release_items as listed')
    .innerJoin('fleet_revisions as revision', (join) =>
      join
        .onRef('revision.kind', '=', 'listed.kind')
        .onRef('revision.content_id', '=', 'listed.content_id')
        .onRef('revision.hash', '=', 'listed.hash'),
    )
    .select([
      'listed.release_id',
      'listed.kind',
      'listed.content_id',
      'listed.hash',
      'listed.needed_by',
      'revision.name',
    ])
    .where('listed.release_id', 'in', ids)
    .orderBy('listed.position')
    .execute()
  const counts = await tx.sql
    .selectFrom('fleet_deliveries')
    .select(['release_id', 'status', (select) => select.fn.countAll<number>().as('count')])
    .where('release_id', 'in', ids)
    .groupBy(['release_id', 'status'])
    .execute()
  return rows.map((row) => {
    const counted = { pending: 0, applied: 0, failed: 0, blocked: 0 }
    for (const each of counts) if (each.release_id === row.id) counted[each.status] = each.count
    return {
      id: row.id,
      number: row.number,
      createdAt: row.created_at.toISOString(),
      createdBy: (row.created_by as ActorRef).name,
      policy: row.policy,
      items: items
        .filter((item) => item.release_id === row.id)
        .map(({ kind, content_id: id, name, hash, needed_by: neededBy }) => ({ kind, id, name, hash, neededBy })),
      counts: counted,
    }
  })
}

export async function listDeliveries(tx: Tx, releaseId: string): Promise<{ items: Delivery[] }> {
  const release = await readRelease(tx, releaseId)
  const tenants = new Map((await listTenantRecords(tx)).map((record) => [record.id, record]))
  const rows = await tx.sql
    .selectFrom('fleet_deliveries')
    .innerJoin('fleet_tenants', 'fleet_tenants.id', 'fleet_deliveries.tenant_id')
    .selectAll('fleet_deliveries')
    .select('fleet_tenants.name')
    .where('release_id', '=', releaseId)
    .orderBy('fleet_tenants.name')
    .execute()
  const now = tx.instance.clock.now()
  const items = rows.map((row): Delivery => {
    const record = tenants.get(row.tenant_id)
    const results = new Map(row.results.map((each) => [`${each.kind}/${each.id}`, each]))
    return {
      id: row.id,
      tenant: { id: row.tenant_id, name: row.name },
      status: row.status,
      reason:
        row.reason ?? (row.status === 'pending' ? waitsFor(record ? statusOf(record.pairing, now) : 'unpaired') : null),
      items: release.items.flatMap(({ kind, id, name }): Delivery['items'] => {
        const found = results.get(`${kind}/${id}`)
        if (found) return [{ kind, id, name, result: found.result, reason: found.warnings.join(' ') || null }]
        return row.status === 'pending' ? [] : [{ kind, id, name, result: 'failed', reason: row.reason }]
      }),
      attempts: row.attempts,
      changedAt: row.changed_at.toISOString(),
    }
  })
  return { items }
}

function waitsFor(status: ReturnType<typeof statusOf>): string {
  if (status === 'unreachable') return 'The tenant is unreachable; it gets the release when it is back.'
  if (status === 'suspended') return 'The tenant is suspended; it gets the release when it is resumed.'
  if (status === 'unpaired') return 'The tenant has left before it took the release.'
  return 'On its way.'
}
