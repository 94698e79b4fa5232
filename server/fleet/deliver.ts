import { createBundle } from '@tocsin/content'
import type { Json } from '@tocsin/contracts'
import { type SentMessage, send } from '../link/index.ts'
import type { Actor, Tx } from '../platform/index.ts'
import { recordRefusal } from './record-delivery.ts'

const RELEASE = 'content.release'
const ROLLBACK = 'content.rollback'

/** Sends a release, or the order to take one back, to one tenant. */
export async function sendDelivery(
  tx: Tx,
  actor: Actor,
  delivery: { id: string; tenantId: string; isRollback: boolean },
): Promise<void> {
  const { id: deliveryId, tenantId, isRollback } = delivery
  const kind = isRollback ? ROLLBACK : RELEASE
  await send(tx, tenantId, { kind, payload: { deliveryId }, actor, reference: deliveryId })
}

/** Outboxes hold the number of the delivery; the bundle itself is read when the message leaves. */
export const releaseMessage: SentMessage = {
  kind: RELEASE,
  async expand(tx, payload) {
    const { deliveryId, releaseId, number, policy, isStopped } = await readDelivery(tx, payload)
    const about = { deliveryId, releaseId, number, policy }
    if (isStopped) return { ...about, bundle: null, withdrawn: true }
    const revisions = await tx.sql
      .selectFrom('fleet_release_items as listed')
      .innerJoin('fleet_revisions as revision', (join) =>
        join
          .onRef('revision.kind', '=', 'listed.kind')
          .onRef('revision.content_id', '=', 'listed.content_id')
          .onRef('revision.hash', '=', 'listed.hash'),
      )
      .select('revision.item')
      .where('listed.release_id', '=', releaseId)
      .orderBy('listed.position')
      .execute()
    const bundle = createBundle(revisions.map(({ item }) => item))
    return JSON.parse(JSON.stringify({ ...about, bundle }))
  },
  refused: (tx, pairing, reference, refusal) => recordRefusal(tx, pairing.id, reference, refusal),
}

export const rollbackMessage: SentMessage = {
  kind: ROLLBACK,
  async expand(tx, payload) {
    const { deliveryId, number, policy, undo, isStopped } = await readDelivery(tx, payload)
    return { deliveryId, number, policy, undo: undo ?? 0, ...(isStopped ? { withdrawn: true } : {}) }
  },
  refused: (tx, pairing, reference, refusal) => recordRefusal(tx, pairing.id, reference, refusal),
}

async function readDelivery(tx: Tx, payload: Json) {
  if (payload === null || typeof payload !== 'object' || Array.isArray(payload)) throw new Error('Not a delivery.')
  const row = await tx.sql
    .selectFrom('fleet_deliveries as delivery')
    .innerJoin('fleet_releases as release', 'release.id', 'delivery.release_id')
    .leftJoin('fleet_releases as undone', 'undone.id', 'release.rolls_back')
    .select([
      'delivery.id as deliveryId',
      'delivery.status',
      'release.id as releaseId',
      'release.number',
      'release.policy',
      'undone.number as undo',
    ])
    .where('delivery.id', '=', String(payload.deliveryId))
    .executeTakeFirstOrThrow()
  const { status, ...delivery } = row
  return { ...delivery, isStopped: status === 'stopped' }
}
