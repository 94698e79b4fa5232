import { createBundle } from '@tocsin/content'
import type { BodyOf, Json } from '@tocsin/contracts'
import type { createRelease as contract } from '@tocsin/contracts/fleet.ts'
import { sql } from 'kysely'
import { type SentMessage, send } from '../link/index.ts'
import { type Actor, emit, Failure, type Tx } from '../platform/index.ts'
import { collectRelease } from './collect-release.ts'
import { recordRefusal } from './record-delivery.ts'
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
  // One release after the other, so that numbers have no gaps.
  await sql`lock table fleet_releases in share row exclusive mode`.execute(tx.sql)
  const { last } = await tx.sql
    .selectFrom('fleet_releases')
    .select((select) => select.fn.max('number').as('last'))
    .executeTakeFirstOrThrow()
  const number = (last ?? 0) + 1
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
    await sendDelivery(tx, actor, target.id, delivery.id)
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

export async function sendDelivery(tx: Tx, actor: Actor, tenantId: string, deliveryId: string): Promise<void> {
  await send(tx, tenantId, { kind: 'content.release', payload: { deliveryId }, actor, reference: deliveryId })
}

/** Outboxes hold the number of the delivery; the bundle itself is read when the message leaves. */
export const releaseMessage: SentMessage = {
  kind: 'content.release',
  async expand(tx, payload) {
    const deliveryId = readDeliveryId(payload)
    const release = await tx.sql
      .selectFrom('fleet_deliveries')
      .innerJoin('fleet_releases', 'fleet_releases.id', 'fleet_deliveries.release_id')
      .select(['fleet_releases.id', 'fleet_releases.number', 'fleet_releases.policy'])
      .where('fleet_deliveries.id', '=', deliveryId)
      .executeTakeFirstOrThrow()
    const revisions = await tx.sql
      .selectFrom('fleet_release_items as listed')
      .innerJoin('fleet_revisions as revision', (join) =>
        join
          .onRef('revision.kind', '=', 'listed.kind')
          .onRef('revision.content_id', '=', 'listed.content_id')
          .onRef('revision.hash', '=', 'listed.hash'),
      )
      .select('revision.item')
      .where('listed.release_id', '=', release.id)
      .orderBy('listed.position')
      .execute()
    const bundle = createBundle(revisions.map(({ item }) => item))
    const { id: releaseId, number, policy } = release
    return JSON.parse(JSON.stringify({ deliveryId, releaseId, number, policy, bundle }))
  },
  refused: (tx, pairing, reference, refusal) => recordRefusal(tx, pairing.id, reference, refusal),
}

function readDeliveryId(payload: Json): string {
  if (payload === null || typeof payload !== 'object' || Array.isArray(payload)) throw new Error('Not a delivery.')
  return String(payload.deliveryId)
}
