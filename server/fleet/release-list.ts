import type { Ability, ActorRef } from '@tocsin/contracts'
import type { Delivery, DeliveryStatus, Release } from '@tocsin/contracts/fleet.ts'
import type { Selectable } from 'kysely'
import { type Actor, may, notFound, type Tx } from '../platform/index.ts'
import type { ReleaseTable } from './tables.ts'
import { statusOf } from './tenant-status.ts'
import { listTenantRecords } from './tenant-store.ts'

export async function listReleases(
  tx: Tx,
  actor: Actor,
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
  return { items: await describe(tx, actor, rows) }
}

export async function readRelease(tx: Tx, actor: Actor, id: string): Promise<Release> {
  const row = /^[0-9a-f-]{36}$/.test(id)
    ? await tx.sql.selectFrom('fleet_releases').selectAll().where('id', '=', id).executeTakeFirst()
    : undefined
  const [described] = row ? await describe(tx, actor, [row]) : []
  if (!described) throw notFound('release', id)
  return described
}

async function describe(tx: Tx, actor: Actor, rows: Selectable<ReleaseTable>[]): Promise<Release[]> {
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
  const rollbacks = await tx.sql
    .selectFrom('fleet_releases')
    .select(['id', 'number', 'rolls_back'])
    .where('rolls_back', 'in', ids)
    .orderBy('number', 'desc')
    .execute()
  const undone = await findNumbers(
    tx,
    rows.flatMap((row) => row.rolls_back ?? []),
  )
  return rows.map((row) => {
    const counted = { pending: 0, applied: 0, failed: 0, blocked: 0, stopped: 0 }
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
      rollsBack: row.rolls_back === null ? null : { id: row.rolls_back, number: undone.get(row.rolls_back) ?? 0 },
      rolledBackBy: rollbacks.filter((each) => each.rolls_back === row.id).map(({ id, number }) => ({ id, number })),
      abilities: releaseAbilities(actor, row, counted),
    }
  })
}

async function findNumbers(tx: Tx, ids: string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.sql.selectFrom('fleet_releases').select(['id', 'number']).where('id', 'in', ids).execute()
  return new Map(rows.map(({ id, number }) => [id, number]))
}

function releaseAbilities(
  actor: Actor,
  row: Selectable<ReleaseTable>,
  counts: Record<DeliveryStatus, number>,
): Release['abilities'] {
  const pushes: Ability = may(actor, 'fleet.push') || 'Your profile does not push content.'
  const when = (possible: boolean, reason: string): Ability => (pushes === true ? possible || reason : pushes)
  return {
    retry: when(counts.failed + counts.blocked + counts.stopped > 0, 'No delivery failed, was blocked or was stopped.'),
    stop: when(counts.pending > 0, 'Every tenant has answered.'),
    rollBack:
      row.rolls_back === null
        ? when(counts.applied > 0, 'No tenant has taken this release.')
        : when(false, 'This is itself a rollback. Push what is wanted again.'),
  }
}

export async function listDeliveries(tx: Tx, actor: Actor, releaseId: string): Promise<{ items: Delivery[] }> {
  const release = await readRelease(tx, actor, releaseId)
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
        return row.status === 'pending' || row.status === 'stopped'
          ? []
          : [{ kind, id, name, result: 'failed', reason: row.reason }]
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
