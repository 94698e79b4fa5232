import { connectedMessage } from '@tocsin/contracts/link-messages.ts'
import { first, type SentMessage, send, takes } from '../link/index.ts'
import { type Actor, emit, Failure, type Instance, type Tx } from '../platform/index.ts'
import { getTenantRecord, grants } from './tenant-store.ts'

const PATIENCE_MS = 15_000
const LOOK_MS = 100

/** Asks the tenant to let this person in, and waits for its answer (FLT-22). */
export async function connectTenant(
  instance: Instance,
  actor: Actor,
  tenantId: string,
): Promise<{ url: string; expiresAt: string }> {
  const requestId = await instance.database.write((tx) => ask(tx, actor, tenantId))
  const patience = AbortSignal.timeout(PATIENCE_MS)
  while (!patience.aborted) {
    const answer = await instance.database.write((tx) => takeAnswer(tx, actor, tenantId, requestId))
    if (answer) return answer
    await first(null, LOOK_MS, patience)
  }
  const { pairing, tenant } = await instance.database.write(async (tx) => {
    await tx.sql.deleteFrom('fleet_connects').where('id', '=', requestId).execute()
    return getTenantRecord(tx, tenantId)
  })
  throw new Failure('unreachable', `${tenant.name} did not answer. ${pairing.error ?? ''}`.trim())
}

async function ask(tx: Tx, actor: Actor, tenantId: string): Promise<string> {
  const record = await getTenantRecord(tx, tenantId)
  const { name } = record.tenant
  if (record.pairing.status !== 'active') {
    throw new Failure('wrong_state', `${name} is ${record.pairing.status}; only a paired tenant can be connected to.`)
  }
  if (!grants(record, 'connect', tx.instance.clock.now())) {
    throw new Failure('not_granted', `${name} does not grant "connect". Its administrator can, under My MSSP.`)
  }
  const { id } = await tx.sql
    .insertInto('fleet_connects')
    .values({ tenant_id: tenantId })
    .returning('id')
    .executeTakeFirstOrThrow()
  const expiresAt = new Date(tx.instance.clock.now().getTime() + PATIENCE_MS).toISOString()
  await send(tx, tenantId, {
    kind: 'connect.request',
    payload: { requestId: id, person: { id: actor.id, name: actor.name }, expiresAt },
    actor,
    reference: id,
  })
  return id
}

/** The address is handed out once and not kept. */
async function takeAnswer(tx: Tx, actor: Actor, tenantId: string, requestId: string) {
  const row = await tx.sql
    .selectFrom('fleet_connects')
    .selectAll()
    .where('id', '=', requestId)
    .where((where) => where.or([where('url', 'is not', null), where('reason', 'is not', null)]))
    .executeTakeFirst()
  if (!row) return null
  if (row.reason !== null || row.url === null) {
    throw new Failure(row.code === 'not_granted' ? 'not_granted' : 'wrong_state', row.reason ?? 'The tenant refused.')
  }
  await tx.sql.deleteFrom('fleet_connects').where('id', '=', requestId).execute()
  await emit(tx, actor, { type: 'TenantConnected', subject: { kind: 'fleet/tenants', id: tenantId } })
  return { url: row.url, expiresAt: (row.url_expires_at ?? tx.instance.clock.now()).toISOString() }
}

/** The tenant's answer. Only the address that this console paired with is ever shown to a person. */
export const takeConnectAnswer = takes({
  kind: 'connect.issued',
  from: 'tenant',
  payload: connectedMessage,
  async apply(tx, pairing, { payload }) {
    const token = new URL(payload.url).searchParams.get('token') ?? ''
    await tx.sql
      .updateTable('fleet_connects')
      .set({
        url: `${pairing.peer_url}/connect?token=${encodeURIComponent(token)}`,
        url_expires_at: new Date(payload.expiresAt),
      })
      .where('id', '=', payload.requestId)
      .where('tenant_id', '=', pairing.id)
      .execute()
  },
})

export const connectRequest: SentMessage = {
  kind: 'connect.request',
  async refused(tx, pairing, reference, { code, reason }) {
    await tx.sql
      .updateTable('fleet_connects')
      .set({ code, reason })
      .where('id', '=', reference)
      .where('tenant_id', '=', pairing.id)
      .execute()
  },
}
