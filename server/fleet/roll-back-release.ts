import type { BodyOf } from '@tocsin/contracts'
import type { rollBackRelease as contract } from '@tocsin/contracts/fleet.ts'
import { sql } from 'kysely'
import { type Actor, emit, Failure, notFound, type Tx } from '../platform/index.ts'
import { nextNumber } from './create-release.ts'
import { sendDelivery } from './deliver.ts'

/**
 * Orders tenants to be again what they were before a release (FLT-39): a release of its own, with a delivery, a result
 * and a retry per tenant. Each tenant keeps what it had, so it comes back byte for byte.
 */
export async function rollBackRelease(
  tx: Tx,
  actor: Actor,
  id: string,
  input: BodyOf<typeof contract>,
): Promise<{ id: string; number: number }> {
  const undone = /^[0-9a-f-]{36}$/.test(id)
    ? await tx.sql.selectFrom('fleet_releases').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
    : undefined
  if (!undone) throw notFound('release', id)
  if (undone.rolls_back !== null) {
    throw new Failure('wrong_state', `Release ${undone.number} is itself a rollback. Push what is wanted again.`)
  }
  let taken = tx.sql
    .selectFrom('fleet_deliveries as delivery')
    .innerJoin('fleet_tenants as tenant', 'tenant.id', 'delivery.tenant_id')
    .select(['tenant.id', 'tenant.name'])
    .where('delivery.release_id', '=', id)
    .where('delivery.status', '=', 'applied')
    .where('tenant.left_at', 'is', null)
    .where(sql<boolean>`not exists (
      select from fleet_deliveries later join fleet_releases r on r.id = later.release_id
      where r.rolls_back = ${id} and later.tenant_id = tenant.id and later.status in ('pending', 'applied'))`)
  if (input.tenants) taken = taken.where('tenant.id', 'in', input.tenants)
  const tenants = await taken.orderBy('tenant.name').execute()
  if (tenants.length === 0) {
    throw new Failure('wrong_state', `Release ${undone.number} is in effect at none of these tenants.`)
  }
  const number = await nextNumber(tx)
  const release = await tx.sql
    .insertInto('fleet_releases')
    .values({
      number,
      policy: input.policy,
      targets: JSON.stringify({ tenants: tenants.map((tenant) => tenant.id) }),
      created_by: JSON.stringify({ kind: actor.kind, id: actor.id, name: actor.name }),
      created_at: tx.instance.clock.now(),
      rolls_back: id,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await sql`
    insert into fleet_release_items (release_id, position, kind, content_id, hash, needed_by)
    select ${release.id}, position, kind, content_id, hash, needed_by from fleet_release_items where release_id = ${id}
  `.execute(tx.sql)
  for (const tenant of tenants) {
    const delivery = await tx.sql
      .insertInto('fleet_deliveries')
      .values({ release_id: release.id, tenant_id: tenant.id, changed_at: tx.instance.clock.now() })
      .returning('id')
      .executeTakeFirstOrThrow()
    await sendDelivery(tx, actor, { id: delivery.id, tenantId: tenant.id, isRollback: true })
  }
  await emit(tx, actor, {
    type: 'ReleaseRollbackCreated',
    subject: { kind: 'fleet/releases', id: release.id },
    parent: { kind: 'fleet/releases', id },
    after: { number, rollsBack: undone.number, policy: input.policy, tenants: tenants.map(({ name }) => name) },
  })
  return { id: release.id, number }
}
