import type { BodyOf } from '@tocsin/contracts'
import type { createRelease as contract } from '@tocsin/contracts/fleet.ts'
import { sql } from 'kysely'
import { type Actor, emit, Failure, type Tx } from '../platform/index.ts'
import { collectRelease } from './collect-release.ts'
import { sendDelivery } from './deliver.ts'
import { findTargets } from './tenant-store.ts'

/** Makes an immutable release and sends it to every target; those that are away get it when they are back (MSSP-37). */
export async function createRelease(
  tx: Tx,
  actor: Actor,
  input: BodyOf<typeof contract>,
): Promise<{ id: string; number: number }> {
  const targets = await findTargets(tx, input.targets)
  if (targets.length === 0) throw new Failure('wrong_state', 'There is no tenant to push to.')
  const closure = await collectRelease(tx, input.items)
  const number = await nextNumber(tx)
  const { id } = await tx.sql
    .insertInto('fleet_releases')
    .values({
      number,
      policy: input.policy,
      targets: JSON.stringify(input.targets),
      created_by: JSON.stringify({ kind: actor.kind, id: actor.id, name: actor.name }),
      created_at: tx.instance.clock.now(),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  for (const [position, { item, neededBy }] of closure.entries()) {
    const key = { kind: item.kind, content_id: item.id, hash: item.hash }
    await tx.sql
      .insertInto('fleet_revisions')
      .values({ ...key, name: item.name, item: JSON.stringify(item) })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    await tx.sql
      .insertInto('fleet_release_items')
      .values({ release_id: id, position, ...key, needed_by: JSON.stringify(neededBy) })
      .execute()
  }
  for (const target of targets) {
    const delivery = await tx.sql
      .insertInto('fleet_deliveries')
      .values({ release_id: id, tenant_id: target.id, changed_at: tx.instance.clock.now() })
      .returning('id')
      .executeTakeFirstOrThrow()
    await sendDelivery(tx, actor, { id: delivery.id, tenantId: target.id, isRollback: false })
  }
  await emit(tx, actor, {
    type: 'ReleaseCreated',
    subject: { kind: 'fleet/releases', id },
    after: {
      number,
      policy: input.policy,
      items: closure.map(({ item }) => ({ kind: item.kind, id: item.id, name: item.name, hash: item.hash })),
      tenants: targets.map(({ tenant }) => tenant.name),
    },
  })
  return { id, number }
}

/** One release after the other, so that numbers have no gaps. */
export async function nextNumber(tx: Tx): Promise<number> {
  await sql`lock table fleet_releases in share row exclusive mode`.execute(tx.sql)
  const { last } = await tx.sql
    .selectFrom('fleet_releases')
    .select((select) => select.fn.max('number').as('last'))
    .executeTakeFirstOrThrow()
  return (last ?? 0) + 1
}
