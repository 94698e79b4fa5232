import type { ContentItem, MergePolicy } from '@tocsin/content'
import { allCapabilities } from '@tocsin/contracts'
import { type PlannedCell, planMessage } from '@tocsin/contracts/link-messages.ts'
import { sql } from 'kysely'
import { send, takes } from '../link/index.ts'
import { type Actor, Failure, machineActor, type Tx } from '../platform/index.ts'
import { openBundle } from './apply-release.ts'
import { findHeld, mergeOptions } from './held-content.ts'

const DIFFERENCES_TOLD = 200

/** What a release would do here: tried for real and taken back, so that items see those they need (FLT-33). */
export const planContent = takes({
  kind: 'content.plan',
  from: 'console',
  grant: 'content',
  payload: planMessage,
  async apply(tx, pairing, { payload, actor }) {
    const bundle = openBundle(payload.bundle)
    const cells: PlannedCell[] = []
    await sql`savepoint content_plan`.execute(tx.sql)
    for (const item of bundle.items) {
      cells.push(await planOne(tx, machineActor(actor, allCapabilities), pairing.id, item, payload.policy))
    }
    await sql`rollback to savepoint content_plan`.execute(tx.sql)
    const plain = JSON.parse(JSON.stringify({ planId: payload.planId, cells }))
    await send(tx, pairing.id, { kind: 'content.planned', payload: plain })
  },
})

async function planOne(
  tx: Tx,
  actor: Actor,
  pairingId: string,
  item: ContentItem,
  policy: MergePolicy,
): Promise<PlannedCell> {
  const reference = { kind: item.kind, id: item.id }
  const kind = tx.instance.content.find(item.kind)
  if (!kind) {
    const reason = `${tx.instance.name} does not know content of the kind "${item.kind}" in its version.`
    return { item: reference, verdict: 'blocked', reasons: [reason] }
  }
  const options = mergeOptions(await findHeld(tx, pairingId, item), policy)
  await sql`savepoint content_item`.execute(tx.sql)
  try {
    const plan = await kind.plan(tx, item, options)
    const goesOn =
      plan.verdict === 'add' || plan.verdict === 'change' || (plan.verdict === 'conflict' && policy !== 'stop')
    if (goesOn) await kind.apply(tx, actor, item, options)
    return {
      item: reference,
      verdict: plan.verdict,
      reasons: plan.reasons,
      diff: plan.diff.slice(0, DIFFERENCES_TOLD),
    }
  } catch (error) {
    await sql`rollback to savepoint content_item`.execute(tx.sql)
    if (error instanceof Failure) return { item: reference, verdict: 'blocked', reasons: [error.message] }
    throw error
  }
}
