import { createBundle, type DependencyClosure } from '@tocsin/content'
import type { BodyOf, Json, ResponseOf } from '@tocsin/contracts'
import type { planRelease as contract, createRelease, PlanCell } from '@tocsin/contracts/fleet.ts'
import { plannedMessage } from '@tocsin/contracts/link-messages.ts'
import { first, type SentMessage, send, takes } from '../link/index.ts'
import type { Actor, Instance, Tx } from '../platform/index.ts'
import { collectRelease } from './collect-release.ts'
import { planFromInventory } from './plan-from-inventory.ts'
import { statusOf } from './tenant-status.ts'
import { findTargets, grants, type TenantRecord } from './tenant-store.ts'

const PATIENCE_MS = 8_000
const LOOK_MS = 100

type Policy = BodyOf<typeof createRelease>['policy']

/** What a push would do, item by item and tenant by tenant: asked of the tenants that are there (FLT-33). */
export async function planRelease(
  instance: Instance,
  actor: Actor,
  input: BodyOf<typeof contract>,
  policy: Policy = 'stop',
): Promise<ResponseOf<typeof contract>> {
  const begun = await instance.database.write((tx) => ask(tx, actor, input, policy))
  const answers = begun.asked.length > 0 ? await collectAnswers(instance, begun.planId, begun.asked) : new Map()
  const cells = await instance.database.read(async (tx) => {
    const found: PlanCell[] = []
    for (const target of begun.targets) {
      found.push(...(answers.get(target.id) ?? (await planFromInventory(tx, target, begun.closure))))
    }
    return found
  })
  return {
    items: begun.closure.map(({ item, neededBy }) => ({
      kind: item.kind,
      id: item.id,
      name: item.name,
      hash: item.hash,
      neededBy,
    })),
    tenants: begun.targets.map(({ id, tenant }) => ({ id, name: tenant.name })),
    cells,
  }
}

interface Begun {
  planId: string
  targets: TenantRecord[]
  asked: string[]
  closure: DependencyClosure['items']
}

async function ask(tx: Tx, actor: Actor, input: BodyOf<typeof contract>, policy: Policy): Promise<Begun> {
  const targets = await findTargets(tx, input.targets)
  const closure = await collectRelease(tx, input.items)
  const now = tx.instance.clock.now()
  await tx.sql
    .deleteFrom('fleet_plans')
    .where('created_at', '<', new Date(now.getTime() - 3_600_000))
    .execute()
  const { id: planId } = await tx.sql
    .insertInto('fleet_plans')
    .values({ bundle: JSON.stringify(createBundle(closure.map(({ item }) => item))), policy, created_at: now })
    .returning('id')
    .executeTakeFirstOrThrow()
  const reachable = targets.filter(
    (target) => statusOf(target.pairing, now) === 'connected' && grants(target, 'content', now),
  )
  for (const { id } of reachable) {
    await tx.sql.insertInto('fleet_plan_answers').values({ plan_id: planId, tenant_id: id }).execute()
    await send(tx, id, { kind: 'content.plan', payload: { planId }, actor, reference: planId, topic: 'plan' })
  }
  return { planId, targets, closure, asked: reachable.map(({ id }) => id) }
}

/** Waits for the tenants that were asked, but not for long: who does not answer is judged by what he last reported. */
async function collectAnswers(instance: Instance, planId: string, asked: string[]): Promise<Map<string, PlanCell[]>> {
  const answers = new Map<string, PlanCell[]>()
  const patience = AbortSignal.timeout(PATIENCE_MS)
  for (;;) {
    const rows = await instance.database.read((tx) =>
      tx.sql.selectFrom('fleet_plan_answers').selectAll().where('plan_id', '=', planId).execute(),
    )
    const settled = rows.filter((row) => row.cells !== null || row.reason !== null)
    if (settled.length === asked.length || patience.aborted) {
      for (const row of settled) {
        if (row.cells)
          answers.set(
            row.tenant_id,
            row.cells.map((cell) => toCell(instance, row.tenant_id, cell)),
          )
      }
      return answers
    }
    await first(null, LOOK_MS, patience)
  }
}

function toCell(instance: Instance, tenant: string, cell: Omit<PlanCell, 'tenant' | 'source' | 'asOf'>): PlanCell {
  return { ...cell, tenant, source: 'tenant', asOf: instance.clock.now().toISOString() }
}

export const takePlan = takes({
  kind: 'content.planned',
  from: 'tenant',
  payload: plannedMessage,
  async apply(tx, pairing, { payload }) {
    await tx.sql
      .updateTable('fleet_plan_answers')
      .set({ cells: JSON.stringify(payload.cells) })
      .where('plan_id', '=', payload.planId)
      .where('tenant_id', '=', pairing.id)
      .execute()
  },
})

/** The bundle is kept once per plan and read when the question leaves. */
export const planMessage: SentMessage = {
  kind: 'content.plan',
  async expand(tx, payload) {
    const planId = readPlanId(payload)
    const plan = await tx.sql.selectFrom('fleet_plans').selectAll().where('id', '=', planId).executeTakeFirst()
    return { planId, policy: plan?.policy ?? 'stop', bundle: (plan?.bundle ?? null) as Json }
  },
  async refused(tx, pairing, reference, { reason }) {
    await tx.sql
      .updateTable('fleet_plan_answers')
      .set({ reason })
      .where('plan_id', '=', reference)
      .where('tenant_id', '=', pairing.id)
      .execute()
  },
}

function readPlanId(payload: Json): string {
  if (payload === null || typeof payload !== 'object' || Array.isArray(payload)) throw new Error('Not a plan.')
  return String(payload.planId)
}
