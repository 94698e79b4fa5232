import { type ContentItem, readBundle } from '@tocsin/content'
import type { ContentReference } from '@tocsin/contracts/fleet.ts'
import { fetchedMessage } from '@tocsin/contracts/link-messages.ts'
import { first, type SentMessage, send, takes } from '../link/index.ts'
import { type Actor, Failure, type Instance, type Tx } from '../platform/index.ts'
import { getTenantRecord, grants } from './tenant-store.ts'

const PATIENCE_MS = 15_000
const LOOK_MS = 100
const FETCH = 'content.fetch'

/** Asks a tenant for an item as it is there now; null where it was deleted. Throws `unreachable` when nothing comes. */
export async function fetchItem(
  instance: Instance,
  actor: Actor,
  tenantId: string,
  item: ContentReference,
): Promise<ContentItem | null> {
  const requestId = await instance.database.write((tx) => ask(tx, actor, tenantId, item))
  const patience = AbortSignal.timeout(PATIENCE_MS)
  while (!patience.aborted) {
    const answer = await instance.database.write((tx) => takeAnswer(tx, requestId))
    if (answer) return answer.item === 'deleted' ? null : answer.item
    await first(null, LOOK_MS, patience)
  }
  const { pairing, tenant } = await instance.database.write(async (tx) => {
    await tx.sql.deleteFrom('fleet_fetches').where('id', '=', requestId).execute()
    return getTenantRecord(tx, tenantId)
  })
  throw new Failure('unreachable', `${tenant.name} did not answer. ${pairing.error ?? ''}`.trim())
}

async function ask(tx: Tx, actor: Actor, tenantId: string, item: ContentReference): Promise<string> {
  const record = await getTenantRecord(tx, tenantId)
  const { name } = record.tenant
  if (record.pairing.status !== 'active') {
    throw new Failure('wrong_state', `${name} is ${record.pairing.status}; only a paired tenant can be asked.`)
  }
  if (!grants(record, 'content', tx.instance.clock.now())) {
    throw new Failure('not_granted', `${name} does not grant "content". Its administrator can, under My MSSP.`)
  }
  const { id } = await tx.sql
    .insertInto('fleet_fetches')
    .values({ tenant_id: tenantId, created_at: tx.instance.clock.now() })
    .returning('id')
    .executeTakeFirstOrThrow()
  await send(tx, tenantId, { kind: FETCH, payload: { requestId: id, ...item }, actor, reference: id })
  return id
}

async function takeAnswer(tx: Tx, requestId: string) {
  const row = await tx.sql
    .deleteFrom('fleet_fetches')
    .where('id', '=', requestId)
    .where((where) => where.or([where('item', 'is not', null), where('reason', 'is not', null)]))
    .returningAll()
    .executeTakeFirst()
  if (!row) return null
  if (row.item === null) {
    const code = row.code === 'not_granted' || row.code === 'not_found' ? row.code : 'wrong_state'
    throw new Failure(code, row.reason ?? 'The tenant refused.')
  }
  return { item: row.item }
}

export const takeFetched = takes({
  kind: 'content.fetched',
  from: 'tenant',
  payload: fetchedMessage,
  async apply(tx, pairing, { payload }) {
    const [item] = readBundle(payload.bundle).items
    await tx.sql
      .updateTable('fleet_fetches')
      .set({ item: JSON.stringify(item ?? 'deleted') })
      .where('id', '=', payload.requestId)
      .where('tenant_id', '=', pairing.id)
      .execute()
  },
})

export const fetchRequest: SentMessage = {
  kind: FETCH,
  async refused(tx, pairing, reference, { code, reason }) {
    await tx.sql
      .updateTable('fleet_fetches')
      .set({ code, reason })
      .where('id', '=', reference)
      .where('tenant_id', '=', pairing.id)
      .execute()
  },
}
