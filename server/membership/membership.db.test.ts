import { createApiClient } from '@tocsin/testkit/api-client.ts'
import { createPageTable, readPage, savePage, testPages } from '@tocsin/testkit/content-pages.ts'
import type { TestInstance } from '@tocsin/testkit/deployment.ts'
import { eventually } from '@tocsin/testkit/eventually.ts'
import { createTestFleet, type TestFleet, tenantWith } from '@tocsin/testkit/fleet.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

let fleet: TestFleet
let skewMs = 0

beforeAll(async () => {
  fleet = await createTestFleet({ also: [testPages], awayClock: { now: () => new Date(Date.now() + skewMs) } })
  await createPageTable(fleet.home.deployment.pool, fleet.console.instance)
  await createPageTable(fleet.home.deployment.pool, fleet.hosted.instance)
  await createPageTable(fleet.away.deployment.pool, fleet.remote.instance)
}, 60_000)
afterAll(() => fleet.stop())

async function statusAt(tenant: TestInstance, id: string): Promise<string> {
  const { body } = await tenant.api.get('/pairings')
  return body.items.find((each: { id: string }) => each.id === id)?.status
}

async function enter(url: string) {
  const answer = await fetch(url, { redirect: 'manual' })
  const cookie = (answer.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? ''
  return { status: answer.status, location: answer.headers.get('location'), cookie }
}

describe('Connect (FLT-22)', () => {
  for (const mode of ['direct', 'outbound']) {
    it(`signs a person in at a ${mode} tenant once, with the granted profile, and both sides audit it`, async () => {
      const grants = { connect: { profile: 'Read only' } }
      const id = await fleet.pair(fleet.remote, { mode, grants })
      const { status, body } = await fleet.console.api.post(`/fleet/tenants/${id}/connect`)
      expect(status, JSON.stringify(body)).toBe(200)
      const entered = await enter(body.url)
      expect(entered).toMatchObject({ status: 302, location: '/globex/' })
      const guest = (await createApiClient(fleet.away.address, 'globex', null)).as({ cookie: entered.cookie })
      const session = await guest.get('/session')
      expect(session.body.user).toMatchObject({ name: 'Anna', signedInFrom: 'MSSP', profile: 'Read only' })
      expect(await enter(body.url)).toMatchObject({ cookie: '', location: '/globex/login?notice=connect-expired' })
      expect(await enter(`${body.url}x`)).toMatchObject({ cookie: '' })

      const activity = await fleet.remote.api.get(`/pairings/${id}/activity`)
      const deeds = activity.body.items.map((event: { type: string; actor: { name: string } }) => [
        event.type,
        event.actor.name,
      ])
      expect(deeds).toContainEqual(['ConnectTokenIssued', 'Anna (MSSP)'])
      expect(deeds).toContainEqual(['MsspConnected', 'Anna (MSSP)'])
      const audit = await fleet.console.api.get(`/audit-events?type=TenantConnected&subjectId=${id}`)
      expect(audit.body.items).toHaveLength(1)

      await fleet.remote.api.patch(`/pairings/${id}`, { grants: {} })
      expect((await guest.get('/session')).status).toBe(401)
      await fleet.console.api.delete(`/fleet/tenants/${id}`)
      await eventually(async () => (await statusAt(fleet.remote, id)) === 'ended', 'the tenant knows')
    })
  }

  it('never lets staff of the MSSP change what their MSSP may do (FLT-10)', async () => {
    const id = await fleet.pair(fleet.hosted, { grants: { connect: { profile: 'Administrator' } } })
    const { body } = await fleet.console.api.post(`/fleet/tenants/${id}/connect`)
    const { cookie } = await enter(body.url)
    const guest = (await createApiClient(fleet.home.address, 'acme', null)).as({ cookie })
    expect((await guest.get('/pairings')).status).toBe(200)
    expect(await guest.patch(`/pairings/${id}`, { grants: ['content'] })).toMatchObject({ status: 403 })
    expect(await guest.post('/pairings', { grants: [] })).toMatchObject({ status: 403 })
    expect(await guest.delete(`/pairings/${id}`)).toMatchObject({ status: 403 })
    await fleet.console.api.delete(`/fleet/tenants/${id}`)
    await eventually(async () => (await guest.get('/session')).status === 401, 'unpairing ends their sessions')
  })
})

describe('leaving', () => {
  it('works at the tenant alone, and the console sees it (FLT-12)', async () => {
    const id = await fleet.pair(fleet.hosted)
    expect((await fleet.hosted.api.delete(`/pairings/${id}`)).status).toBe(204)
    await tenantWith(fleet.console.api, id, (tenant) => tenant.status === 'unpaired', 'the console sees it')
    expect((await fleet.console.api.post(`/fleet/tenants/${id}/ping`)).body).toMatchObject({
      ok: false,
      failure: 'unpaired',
    })
    const again = await fleet.pair(fleet.hosted)
    expect(again).not.toBe(id)
    await fleet.console.api.delete(`/fleet/tenants/${again}`)
  })

  it('works at the console while the tenant is away, which learns of it when it is back (FLT-12)', async () => {
    const id = await fleet.pair(fleet.remote)
    await fleet.away.halt()
    expect((await fleet.console.api.delete(`/fleet/tenants/${id}`)).status).toBe(204)
    expect((await fleet.console.api.get('/fleet/tenants')).body.items).toEqual([])
    await fleet.away.restart()
    await eventually(async () => (await statusAt(fleet.remote, id)) === 'ended', 'the tenant knows', 40_000)
  }, 60_000)
})

describe('a tenant that is', () => {
  it('suspended gets nothing and loses nothing (FLT-21)', async () => {
    const id = await fleet.pair(fleet.hosted)
    await fleet.console.instance.database.write((tx) => savePage(tx, 'kept', { title: 'Kept', text: 'one' }))
    expect((await fleet.console.api.patch(`/fleet/tenants/${id}`, { suspended: true })).body.status).toBe('suspended')
    expect((await fleet.console.api.post(`/fleet/tenants/${id}/ping`)).body).toMatchObject({
      ok: false,
      failure: 'suspended',
    })
    await fleet.console.api.post('/fleet/releases', { items: [{ kind: 'page', id: 'kept' }], targets: { all: true } })
    const read = () => fleet.hosted.instance.database.read((tx) => readPage(tx, 'kept'))
    expect((await fleet.console.api.get(`/fleet/tenants/${id}`)).body.queueDepth).toBe(1)
    expect(await read()).toBeNull()
    await fleet.console.api.patch(`/fleet/tenants/${id}`, { suspended: false })
    await eventually(read, 'the push arrives after all')
    await fleet.console.api.delete(`/fleet/tenants/${id}`)
  })

  it('away, or has a wrong clock, is told apart by Ping (FLT-21)', async () => {
    const id = await fleet.pair(fleet.remote)
    const ping = async () => (await fleet.console.api.post(`/fleet/tenants/${id}/ping`)).body
    expect(await ping()).toMatchObject({ ok: true })
    skewMs = 5 * 60_000
    expect(await ping()).toMatchObject({
      ok: false,
      failure: 'clock',
      error: expect.stringContaining('Set the clocks'),
    })
    skewMs = 0
    await fleet.away.halt()
    expect(await ping()).toMatchObject({ ok: false, failure: 'refused' })
    await tenantWith(fleet.console.api, id, (tenant) => tenant.status === 'unreachable', 'shown as unreachable')
    await fleet.away.restart()
    await tenantWith(fleet.console.api, id, (tenant) => tenant.status === 'connected', 'connected again')
    await fleet.console.api.delete(`/fleet/tenants/${id}`)
  }, 60_000)
})
