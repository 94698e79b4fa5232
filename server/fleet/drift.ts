import { type ContentItem, type Difference, diff } from '@tocsin/content'
import type { ContentReference } from '@tocsin/contracts/fleet.ts'
import { send } from '../link/index.ts'
import { type Actor, changed, emit, Failure, type Instance, type Tx } from '../platform/index.ts'
import { fetchItem } from './fetch-item.ts'

export interface Drifted {
  tenant: string
  item: ContentReference
}

/** What a tenant changed since the last push of an item, asked of it now (FLT-41). */
export async function readDrift(
  instance: Instance,
  actor: Actor,
  { tenant, item }: Drifted,
): Promise<{ diff: Difference[]; hash: string | null }> {
  const there = await fetchItem(instance, actor, tenant, item)
  const pushed = await instance.database.read((tx) => lastPushed(tx, tenant, item))
  return { diff: diff(pushed.body, there?.body), hash: there?.hash ?? null }
}

/** What the tenant changed becomes its override: it survives later pushes and is drift no more. Gives its paths. */
export async function acceptDrift(instance: Instance, actor: Actor, drifted: Drifted): Promise<{ paths: string[] }> {
  const { tenant, item } = drifted
  const there = await fetchItem(instance, actor, tenant, item)
  return instance.database.write(async (tx) => {
    const pushed = await lastPushed(tx, tenant, item)
    if (there === null) {
      const message = `${pushed.name} was deleted at the tenant. A deletion cannot be an override: push it again, or leave it.`
      throw new Failure('wrong_state', message)
    }
    const paths = diff(pushed.body, there.body).map(({ path }) => path)
    await send(tx, tenant, { kind: 'content.accept', payload: { ...item, hash: there.hash, paths }, actor })
    await emit(tx, actor, {
      type: 'DriftAccepted',
      subject: { kind: 'fleet/tenants', id: tenant },
      after: { ...item, name: pushed.name, hash: there.hash, paths },
    })
    return { paths }
  })
}

/** The version of the tenant becomes the next revision of the console, ready to be pushed to the others. */
export async function promoteDrift(instance: Instance, actor: Actor, drifted: Drifted) {
  const { tenant, item } = drifted
  const there = await fetchItem(instance, actor, tenant, item)
  return instance.database.write(async (tx) => {
    if (there === null)
      throw new Failure('wrong_state', 'The item was deleted at the tenant; there is nothing to take.')
    const kind = tx.instance.content.find(item.kind)
    if (!kind) throw new Failure('not_found', `Content of the kind "${item.kind}" cannot be pushed.`)
    const here = await kind.export(tx, item.id)
    // Merged over what is here, so that all of the tenant's version is taken.
    const options = { policy: 'take-console' as const, ...(here === null ? {} : { base: here.body }) }
    const plan = await kind.plan(tx, there, options)
    if (plan.verdict === 'blocked') {
      throw new Failure('wrong_state', `${there.name} cannot be taken over: ${plan.reasons.join(' ')}`)
    }
    const { hash, result } = await kind.apply(tx, actor, there, options)
    await emit(tx, actor, {
      type: 'DriftPromoted',
      subject: { kind: 'fleet/tenants', id: tenant },
      before: here === null ? null : { hash: here.hash },
      after: { ...item, name: there.name, hash },
    })
    changed(tx, 'fleet/sync', item.id)
    return { hash, result }
  })
}

/** The revision that the tenant took last. Throws `not_found` for an item that was never pushed there. */
async function lastPushed(tx: Tx, tenant: string, item: ContentReference): Promise<ContentItem> {
  const row = await tx.sql
    .selectFrom('fleet_deliveries as delivery')
    .innerJoin('fleet_releases as release', 'release.id', 'delivery.release_id')
    .innerJoin('fleet_release_items as listed', 'listed.release_id', 'release.id')
    .innerJoin('fleet_revisions as revision', (join) =>
      join
        .onRef('revision.kind', '=', 'listed.kind')
        .onRef('revision.content_id', '=', 'listed.content_id')
        .onRef('revision.hash', '=', 'listed.hash'),
    )
    .select('revision.item')
    .where('delivery.tenant_id', '=', tenant)
    .where('delivery.status', '=', 'applied')
    .where('release.rolls_back', 'is', null)
    .where('listed.kind', '=', item.kind)
    .where('listed.content_id', '=', item.id)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('fleet_releases as undoing')
            .innerJoin('fleet_deliveries as undone', 'undone.release_id', 'undoing.id')
            .select('undoing.id')
            .whereRef('undoing.rolls_back', '=', 'release.id')
            .where('undone.tenant_id', '=', tenant)
            .where('undone.status', '=', 'applied'),
        ),
      ),
    )
    .orderBy('release.number', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) throw new Failure('not_found', `The ${item.kind} was never pushed to this tenant.`)
  return row.item
}
