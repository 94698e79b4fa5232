import { type ChangingProxy, startChangingProxy } from '@tocsin/testkit/changing-proxy.ts'
import { eventually } from '@tocsin/testkit/eventually.ts'
import { createTestFleet, type TestFleet, tenantWith } from '@tocsin/testkit/fleet.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LinkKey } from './link-key.ts'
import { ownKey } from './pairing-store.ts'
import { send } from './send.ts'
import { newNonce, signRequest } from './signed-message.ts'
import { spoken } from './spoken.ts'

type Fault = 'none' | 'lose request' | 'lose reply' | 'send twice'

let fleet: TestFleet
let proxy: ChangingProxy
let fault: () => Fault = () => 'none'
/** Called by the console, through the proxy. */
let direct: string
/** Calls the console itself. */
let outbound: string

beforeAll(async () => {
  fleet = await createTestFleet()
  proxy = await startChangingProxy(fleet.away.address)
  proxy.handle = async (path, _body, pass) => {
    const now = path.endsWith('/exchange') ? fault() : 'none'
    if (now === 'lose request') return null
    const answer = await pass()
    if (now === 'send twice') await pass()
    return now === 'lose reply' ? null : answer
  }
  const { body } = await fleet.remote.api.post('/pairings', { grants: ['metrics'] })
  const url = `${proxy.address}/globex`
  const paired = await fleet.console.api.post('/fleet/tenants', { url, code: body.code, name: 'Globex' })
  direct = paired.body.id
  outbound = await fleet.pair(fleet.hosted, { mode: 'outbound' })
}, 60_000)
afterAll(async () => {
  await fleet.stop()
  await proxy.stop()
})

const atConsole = async (id: string) => (await fleet.console.api.get(`/fleet/tenants/${id}`)).body
async function atTenant(id: string) {
  const { api } = id === direct ? fleet.remote : fleet.hosted
  const { body } = await api.get('/pairings')
  return body.items.find((each: { id: string }) => each.id === id)
}

const changeAtConsole = (id: string) => fleet.console.api.post(`/fleet/tenants/${id}/rotate-key`)
const changeAtTenant = (id: string) =>
  (id === direct ? fleet.remote : fleet.hosted).api.post(`/pairings/${id}/rotate-key`)

/** No change is under way, and both sides know the keys of each other. */
function agreed(id: string) {
  return eventually(async () => {
    const [console, tenant] = [await atConsole(id), await atTenant(id)]
    const same = console.fingerprint === tenant.peerFingerprint && console.tenantFingerprint === tenant.fingerprint
    const settled = console.keys.changingSince === null && tenant.keys.changingSince === null
    return same && settled && { console, tenant }
  }, 'both sides know the new keys of each other')
}

async function consoleKey(id: string): Promise<LinkKey> {
  const instance = await fleet.home.deployment.instances.get('mssp')
  const pairing = await instance.database.read((tx) =>
    tx.sql.selectFrom('link_pairings').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  )
  return ownKey(instance, pairing)
}

describe('a change of keys (FLT-05)', () => {
  it('is done by button at the console; the old key is refused afterwards', async () => {
    const old = await consoleKey(direct)
    const before = await atConsole(direct)
    const answer = await changeAtConsole(direct)
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    const { console } = await agreed(direct)
    expect(console.fingerprint).not.toBe(before.fingerprint)
    expect(console.tenantFingerprint).toBe(before.tenantFingerprint)
    expect(Date.parse(console.keys.since)).toBeGreaterThan(Date.parse(before.keys.since))
    const body = JSON.stringify({ ...spoken, acknowledged: 0, messages: [] })
    const url = `${fleet.away.address}/globex/link/v1/exchange`
    const headers = await signRequest(old, { method: 'POST', url, body, created: new Date(), nonce: newNonce() })
    const refused = await fetch(url, { method: 'POST', headers, body })
    expect(refused.status).toBe(401)
    expect(((await refused.json()) as { details: { path: string }[] }).details[0]?.path).toBe('key')
    expect((await fleet.console.api.post(`/fleet/tenants/${direct}/ping`)).body).toMatchObject({ ok: true })
  })

  it('is done by button at the tenant, and where the tenant is the one that calls, by either side', async () => {
    for (const change of [changeAtTenant, changeAtConsole]) {
      const before = await atConsole(outbound)
      expect((await change(outbound)).status).toBe(200)
      const { console } = await agreed(outbound)
      const prints = [console.fingerprint, console.tenantFingerprint]
      expect(prints).not.toEqual([before.fingerprint, before.tenantFingerprint])
    }
    const before = await atTenant(direct)
    expect((await changeAtTenant(direct)).status).toBe(200)
    const { tenant } = await agreed(direct)
    expect(tenant.fingerprint).not.toBe(before.fingerprint)
    for (const id of [direct, outbound]) {
      expect((await fleet.console.api.post(`/fleet/tenants/${id}/ping`)).body).toMatchObject({ ok: true })
    }
  })

  it('comes to its end on both sides at once, again and again, through lost and doubled calls (FLT-61)', async () => {
    const faults = ['lose reply', 'none', 'lose request', 'send twice', 'lose reply'] as const
    let turn = 0
    fault = () => faults[turn++ % faults.length] ?? 'none'
    for (let round = 0; round < 3; round += 1) {
      const before = await atConsole(direct)
      const [ours, theirs] = await Promise.all([changeAtConsole(direct), changeAtTenant(direct)])
      expect([ours.status, theirs.status]).toEqual([200, 200])
      const { console } = await agreed(direct)
      expect(console.fingerprint).not.toBe(before.fingerprint)
      expect(console.tenantFingerprint).not.toBe(before.tenantFingerprint)
    }
    fault = () => 'none'
    await tenantWith(fleet.console.api, direct, (each) => each.status === 'connected', 'connected again')
  }, 60_000)

  it('survives a program that dies between the announcement and its confirmation, on either side', async () => {
    const before = await atConsole(direct)
    fault = () => 'lose reply'
    expect((await changeAtConsole(direct)).status).toBe(200)
    expect((await changeAtTenant(direct)).status).toBe(200)
    // The tenant knows the key and has said so, but the console never hears of it.
    await eventually(async () => {
      const { body } = await fleet.remote.api.get('/audit-events?type=PeerKeyAnnounced')
      const prints = body.items.map((each: { before: { fingerprint: string } }) => each.before.fingerprint)
      return prints.includes(before.fingerprint)
    }, 'the tenant took the announcement')
    expect((await changeAtConsole(direct)).body).toMatchObject({ code: 'wrong_state' })
    await fleet.home.restart()
    await fleet.away.restart()
    fault = () => 'none'
    const { console } = await agreed(direct)
    expect(console.fingerprint).not.toBe(before.fingerprint)
    expect(console.tenantFingerprint).not.toBe(before.tenantFingerprint)
    await tenantWith(fleet.console.api, direct, (each) => each.status === 'connected', 'connected again')
  }, 60_000)

  it('happens by itself when the key is as old as the schedule says, and never where there is none', async () => {
    const instance = await fleet.home.deployment.instances.get('mssp')
    const before = await atConsole(direct)
    expect(before.keys.rotateDays).toBe(90)
    const path = `/fleet/tenants/${direct}/key-schedule`
    expect((await fleet.console.api.put(path, { days: null })).body.keys.rotateDays).toBeNull()
    const old = new Date(Date.now() - 100 * 24 * 3_600_000)
    await instance.database.write((tx) =>
      tx.sql
        .updateTable('link_pairings')
        .set({ own_key_since: old, own_announced_at: old })
        .where('id', '=', direct)
        .execute(),
    )
    expect((await fleet.console.api.post(`/fleet/tenants/${direct}/ping`)).body).toMatchObject({ ok: true })
    expect((await atConsole(direct)).fingerprint).toBe(before.fingerprint)
    expect((await fleet.console.api.put(path, { days: 0 })).status).toBe(400)
    expect((await fleet.console.api.put(path, { days: 30 })).status).toBe(200)
    await tenantWith(fleet.console.api, direct, (each) => each.fingerprint !== before.fingerprint, 'a new key')
    await agreed(direct)
  })

  it('to a key that is in use already is refused, and the one in use stays', async () => {
    const instance = await fleet.home.deployment.instances.get('mssp')
    const { fingerprint } = await atConsole(direct)
    const { publicKey } = await consoleKey(outbound)
    const own = await consoleKey(direct)
    for (const given of [publicKey, own.publicKey, 'A'.repeat(60)]) {
      const message = { kind: 'link.key', payload: { publicKey: given }, reference: 'made-up' }
      await instance.database.write((tx) => send(tx, direct, message))
    }
    await tenantWith(fleet.console.api, direct, (each) => each.queueDepth === 0, 'everything is confirmed')
    expect((await atTenant(direct)).peerFingerprint).toBe(fingerprint)
    expect((await fleet.console.api.post(`/fleet/tenants/${direct}/ping`)).body).toMatchObject({ ok: true })
  })

  it('is in the audit trail of both sides, with who did it (FLT-11)', async () => {
    for (const api of [fleet.console.api, fleet.remote.api]) {
      for (const type of ['KeyChangeBegun', 'KeyChanged', 'PeerKeyAnnounced', 'PeerKeyChanged']) {
        const { body } = await api.get(`/audit-events?type=${type}`)
        expect(body.items.length, type).toBeGreaterThan(0)
      }
    }
    const { body } = await fleet.remote.api.get('/audit-events?type=PeerKeyAnnounced')
    expect(body.items.some((each: { actor: { name: string } }) => / \(MSSP\)$/.test(each.actor.name))).toBe(true)
    const activity = await fleet.remote.api.get(`/pairings/${direct}/activity`)
    expect(activity.body.items.map((each: { type: string }) => each.type)).toContain('PeerKeyChanged')
  })
})
