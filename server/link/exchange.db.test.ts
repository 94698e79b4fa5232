import { type ChangingProxy, startChangingProxy } from '@tocsin/testkit/changing-proxy.ts'
import { eventually } from '@tocsin/testkit/eventually.ts'
import { createTestFleet, type TestFleet, tenantWith } from '@tocsin/testkit/fleet.ts'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Instance, ServerModule } from '../platform/index.ts'
import { send, takes } from './index.ts'
import { ownKey } from './pairing-store.ts'
import { digestOf, newNonce, signRequest } from './signed-message.ts'
import { spoken } from './spoken.ts'

type Fault = 'none' | 'lose request' | 'lose reply' | 'cut reply' | 'send twice'

/** Notes every message that took effect, in the order in which it did; goes wrong where it is told to. */
const counting: ServerModule = {
  name: 'counting',
  messages: {
    taken: [count('test.down', 'console'), count('test.up', 'tenant')],
  },
}

function count(kind: string, from: 'console' | 'tenant') {
  return takes({
    kind,
    from,
    payload: z.object({ place: z.number() }),
    async apply(tx, pairing, { payload }) {
      await sql`insert into test_counts (pairing_id, place) values (${pairing.id}, ${payload.place})`.execute(tx.sql)
    },
  })
}

let fleet: TestFleet
let proxy: ChangingProxy
let fault: () => Fault = () => 'none'
let tenant: string

beforeAll(async () => {
  fleet = await createTestFleet({ also: [counting] })
  for (const [deployment, instance] of [
    [fleet.home, fleet.console.instance],
    [fleet.away, fleet.remote.instance],
  ] as const) {
    await deployment.deployment.pool.query(
      `create table ${instance.schema}.test_counts (id bigint generated always as identity, pairing_id uuid, place int)`,
    )
  }
  proxy = await startChangingProxy(fleet.away.address)
  proxy.handle = async (path, _body, pass) => {
    const now = path.endsWith('/exchange') ? fault() : 'none'
    if (now === 'lose request') return null
    const answer = await pass()
    if (now === 'send twice') await pass()
    if (now === 'lose reply') return null
    if (now === 'cut reply') return { ...answer, body: answer.body.subarray(0, answer.body.length / 2) }
    return answer
  }
  const { body } = await fleet.remote.api.post('/pairings', { grants: ['metrics', 'content'] })
  const paired = await fleet.console.api.post('/fleet/tenants', {
    url: `${proxy.address}/globex`,
    code: body.code,
    name: 'Globex',
  })
  tenant = paired.body.id
}, 60_000)
afterAll(async () => {
  await fleet.stop()
  await proxy.stop()
})

async function sendMany(from: Instance, kind: string, first: number, amount: number): Promise<void> {
  for (let place = first; place < first + amount; place += 1) {
    await from.database.write((tx) => send(tx, tenant, { kind, payload: { place } }))
  }
}

async function places(at: Instance): Promise<number[]> {
  const found = await at.database.read((tx) =>
    sql<{ place: number }>`select place from test_counts order by id`.execute(tx.sql),
  )
  return found.rows.map(({ place }) => place)
}

const range = (amount: number) => Array.from({ length: amount }, (_, place) => place)

describe('messages (FLT-06)', () => {
  it('take effect exactly once and in order through lost replies, lost requests and duplicates (FLT-61)', async () => {
    const faults = ['lose reply', 'lose request', 'send twice', 'lose reply', 'none', 'cut reply'] as const
    let turn = 0
    fault = () => faults[turn++ % faults.length] ?? 'none'
    await Promise.all([
      sendMany(fleet.console.instance, 'test.down', 0, 40),
      sendMany(fleet.remote.instance, 'test.up', 0, 40),
    ])
    await eventually(
      async () =>
        (await places(fleet.remote.instance)).length >= 40 && (await places(fleet.console.instance)).length >= 40,
      'all messages arrived',
      60_000,
    )
    fault = () => 'none'
    await tenantWith(fleet.console.api, tenant, (each) => each.queueDepth === 0, 'everything is confirmed')
    expect(await places(fleet.remote.instance)).toEqual(range(40))
    expect(await places(fleet.console.instance)).toEqual(range(40))
  }, 90_000)

  it('survive a program that dies between taking effect and confirming, on either side', async () => {
    // The reply is lost and the sender is restarted: it must not know that the message arrived, and sends it again.
    fault = () => 'lose reply'
    await sendMany(fleet.console.instance, 'test.down', 40, 3)
    await eventually(async () => (await places(fleet.remote.instance)).length >= 43, 'they took effect')
    await fleet.home.restart()
    await fleet.away.restart()
    const restarted = await fleet.home.deployment.instances.get('mssp')
    const away = await fleet.away.deployment.instances.get('globex')
    fault = () => 'none'
    await sendMany(restarted, 'test.down', 43, 2)
    await sendMany(away, 'test.up', 40, 2)
    await eventually(
      async () => (await places(away)).length >= 45 && (await places(restarted)).length >= 42,
      'the rest',
    )
    await tenantWith(fleet.console.api, tenant, (each) => each.queueDepth === 0, 'everything is confirmed')
    expect(await places(away)).toEqual(range(45))
    expect(await places(restarted)).toEqual(range(42))
  }, 60_000)
})

describe('a side that was set back to a backup', () => {
  it('is told so instead of losing messages in silence', async () => {
    const away = await fleet.away.deployment.instances.get('globex')
    const set = (applied: number) =>
      away.database.write((tx) =>
        tx.sql.updateTable('link_pairings').set({ applied }).where('id', '=', tenant).execute(),
      )
    const { applied } = await away.database.read((tx) =>
      tx.sql.selectFrom('link_pairings').select('applied').where('id', '=', tenant).executeTakeFirstOrThrow(),
    )
    await set(applied - 1)
    const home = await fleet.home.deployment.instances.get('mssp')
    await sendMany(home, 'test.down', 900, 1)
    const seen = await tenantWith(fleet.console.api, tenant, (each) => each.status === 'unreachable', 'refused')
    expect(seen.error).toMatch(/set back to a backup/)
    await set(applied)
    await tenantWith(fleet.console.api, tenant, (each) => each.queueDepth === 0, 'goes on where numbers fit again')
  }, 40_000)
})

describe('a request of the link (FLT-03)', () => {
  async function signed(change: { created?: Date; body?: string; nonce?: string; at?: string } = {}) {
    const instance = await fleet.home.deployment.instances.get('mssp')
    const pairing = await instance.database.read((tx) =>
      tx.sql.selectFrom('link_pairings').selectAll().where('id', '=', tenant).executeTakeFirstOrThrow(),
    )
    const body = JSON.stringify({ ...spoken, acknowledged: pairing.applied, messages: [] })
    const url = `${fleet.away.address}/globex/link/v1/exchange`
    const nonce = change.nonce ?? newNonce()
    const created = change.created ?? new Date()
    const headers = await signRequest(ownKey(instance, pairing), {
      method: 'POST',
      url: change.at ?? url,
      body,
      created,
      nonce,
    })
    return { url, body: change.body ?? body, headers }
  }
  const call = (request: { url: string; body: string; headers: Record<string, string> }) =>
    fetch(request.url, { method: 'POST', body: request.body, headers: request.headers })
  async function refused(request: { url: string; body: string; headers: Record<string, string> }) {
    const answer = await call(request)
    expect(answer.status).toBe(401)
    const body = await answer.json()
    expect(body.code).toBe('bad_signature')
    return body.details[0].path
  }

  it('is answered once, and refused when it is replayed, changed, old, or signed by nobody known', async () => {
    const good = await signed()
    expect((await call(good)).status).toBe(200)
    expect(await refused(good)).toBe('nonce')
    expect(await refused(await signed({ body: '{"protocol":1,"product":"x","acknowledged":999,"messages":[]}' }))).toBe(
      'digest',
    )
    const tampered = await signed()
    const body = tampered.body.replace('"messages"', '"messages" ')
    expect(
      await refused({ ...tampered, body, headers: { ...tampered.headers, 'content-digest': digestOf(body) } }),
    ).toBe('signature')
    expect(await refused(await signed({ created: new Date(Date.now() - 120_000) }))).toBe('created')
    expect(await refused(await signed({ created: new Date(Date.now() + 120_000) }))).toBe('created')
    const elsewhere = await signed({ at: 'https://other.example/globex/link/v1/exchange' })
    expect(await refused(elsewhere)).toBe('signature')
    expect(await refused({ ...elsewhere, headers: { 'content-type': 'application/json' } })).toBe('signature')
    const stranger = await signed()
    const input = stranger.headers['signature-input'] ?? ''
    const headers = { ...stranger.headers, 'signature-input': input.replace(/keyid="[^"]+"/, 'keyid="nobody"') }
    expect(await refused({ ...stranger, headers })).toBe('key')
    const audit = await fleet.remote.api.get('/audit-events?type=LinkRefused')
    expect(audit.body.items.slice(0, 8).map((event: { after: { cause: string } }) => event.after.cause)).toEqual(
      ['nonce', 'digest', 'signature', 'created', 'created', 'signature', 'signature', 'key'].reverse(),
    )
  })

  it('of one instance is nothing to another instance of the same deployment', async () => {
    const other = await fleet.away.addInstance('initech')
    const request = await signed()
    expect(await refused({ ...request, url: `${fleet.away.address}/initech/link/v1/exchange` })).toBe('key')
    expect((await other.api.get('/pairings')).body.items).toEqual([])
  })

  it('gets nothing from an instance that never made a code (FLT-01)', async () => {
    const answer = await fetch(`${fleet.away.address}/initech/link/v1/pair`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        ...spoken,
        codeId: 'AAAAA',
        publicKey: 'A'.repeat(43),
        nonce: 'B'.repeat(24),
        url: 'https://a.example/b',
        tenantUrl: 'https://c.example/d',
        name: 'x',
        mode: 'direct',
      }),
    })
    expect(answer.status).toBe(401)
  })
})

describe('the end of a pairing (FLT-12)', () => {
  it('reaches the peer also when it comes while an answer to an earlier exchange is on its way', async () => {
    const restarted = await fleet.home.deployment.instances.get('mssp')
    let answered = () => {}
    const isAnswered = new Promise<void>((resolve) => {
      answered = resolve
    })
    let release = () => {}
    const isReleased = new Promise<void>((resolve) => {
      release = resolve
    })
    const handle = proxy.handle
    let held = false
    proxy.handle = async (path, body, pass) => {
      const answer = await pass()
      // Of an exchange that carries a message, which a wake does not interrupt.
      if (path.endsWith('/exchange') && !held && body.includes('"test.down"')) {
        held = true
        answered()
        await isReleased
      }
      return answer
    }
    await sendMany(restarted, 'test.down', 901, 1)
    await isAnswered
    expect((await fleet.console.api.delete(`/fleet/tenants/${tenant}`)).status).toBe(204)
    release()
    await eventually(async () => {
      const { body } = await fleet.remote.api.get('/pairings')
      return body.items.find((each: { id: string }) => each.id === tenant)?.status === 'ended'
    }, 'the tenant knows')
    proxy.handle = handle
  }, 40_000)
})
