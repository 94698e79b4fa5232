import { createPageTable, readPage, savePage, testPages } from '@tocsin/testkit/content-pages.ts'
import { type TestInstance, testActor } from '@tocsin/testkit/deployment.ts'
import { eventually } from '@tocsin/testkit/eventually.ts'
import { createTestFleet, type TestFleet, tenantWith } from '@tocsin/testkit/fleet.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emit } from '../platform/index.ts'

let fleet: TestFleet
let hosted: string
let remote: string

beforeAll(async () => {
  fleet = await createTestFleet({ also: [testPages] })
  await createPageTable(fleet.home.deployment.pool, fleet.console.instance)
  await createPageTable(fleet.home.deployment.pool, fleet.hosted.instance)
  await createPageTable(fleet.away.deployment.pool, fleet.remote.instance)
  hosted = await fleet.pair(fleet.hosted)
  remote = await fleet.pair(fleet.remote, { mode: 'outbound' })
}, 60_000)
afterAll(() => fleet.stop())

const save = (at: TestInstance, id: string, title: string, text: string, needs: string[] = []) =>
  at.instance.database.write((tx) => savePage(tx, id, { title, text, needs }))
async function read(at: TestInstance, id: string) {
  const { deployment } = at === fleet.remote ? fleet.away : fleet.home
  const instance = await deployment.instances.get(at.instance.slug)
  return instance.database.read((tx) => readPage(tx, id))
}

async function push(id: string, more: Record<string, unknown> = {}): Promise<string> {
  const answer = await fleet.console.api.post('/fleet/releases', {
    items: [{ kind: 'page', id }],
    targets: { all: true },
    ...more,
  })
  expect(answer.status, JSON.stringify(answer.body)).toBe(202)
  return answer.body.id
}

async function deliveries(release: string) {
  const { body } = await fleet.console.api.get(`/fleet/releases/${release}/deliveries`)
  return new Map<string, Record<string, unknown>>(
    body.items.map((each: { tenant: { id: string } }) => [each.tenant.id, each]),
  )
}

async function settled(release: string) {
  return eventually(async () => {
    const found = await deliveries(release)
    return [...found.values()].every(({ status }) => status !== 'pending') && found
  }, 'every delivery is settled')
}

async function sync(id: string) {
  const { body } = await fleet.console.api.get(`/fleet/sync?kind=page&id=${id}`)
  return body.items[0]
}

describe('a push', () => {
  it('brings an item with what it needs to a hosted and an outbound remote tenant alike (MSSP-31, FLT-32)', async () => {
    await save(fleet.console, 'base', 'Base', 'one')
    await save(fleet.console, 'guide', 'Guide', 'two', ['base'])
    expect((await sync('guide')).state).toBe('never')
    const release = await push('guide')
    const found = await settled(release)
    expect(found.get(hosted)).toMatchObject({ status: 'applied', reason: null })
    expect(found.get(remote)).toMatchObject({ status: 'applied', reason: null })
    const there = await fleet.console.api.get(`/fleet/releases/${release}`)
    expect(there.body.items.map((item: { id: string }) => item.id)).toEqual(['base', 'guide'])
    expect(there.body.items[0].neededBy).toEqual([{ kind: 'page', id: 'guide' }])
    for (const tenant of [fleet.hosted, fleet.remote]) {
      expect(await read(tenant, 'guide')).toEqual(await read(fleet.console, 'guide'))
      expect(await read(tenant, 'base')).toEqual(await read(fleet.console, 'base'))
    }
    expect(await sync('guide')).toMatchObject({ state: 'synchronized' })
  })

  it('turns the icon off when the console or a tenant changes the item, and on again with the next push (MSSP-47, FLT-42)', async () => {
    await save(fleet.console, 'faq', 'FAQ', 'one')
    await settled(await push('faq'))
    expect((await sync('faq')).state).toBe('synchronized')
    await save(fleet.console, 'faq', 'FAQ', 'two')
    expect((await sync('faq')).state).toBe('behind')
    await settled(await push('faq'))
    expect((await sync('faq')).state).toBe('synchronized')
    await fleet.hosted.instance.database.write(async (tx) => {
      await savePage(tx, 'faq', { title: 'FAQ', text: 'changed by the tenant', needs: [] })
      await emit(tx, testActor, { type: 'PlaybookUpdated', subject: { kind: 'pages', id: 'faq' } })
    })
    const drifted = await eventually(
      async () => {
        const now = await sync('faq')
        return now.state === 'drift' && now
      },
      'the drift shows',
      40_000,
    )
    expect(drifted.tenants.find((each: { id: string }) => each.id === hosted)).toMatchObject({ state: 'drift' })
    expect(drifted.tenants.find((each: { id: string }) => each.id === remote)).toMatchObject({ state: 'synchronized' })
  }, 60_000)

  it('applies all items of a release or none, and says why (FLT-34)', async () => {
    await save(fleet.console, 'ok', 'Fine', 'text')
    await save(fleet.console, 'bad', 'forbidden', 'text', ['ok'])
    const found = await settled(await push('bad'))
    expect(found.get(hosted)).toMatchObject({ status: 'blocked', reason: expect.stringContaining('not allowed') })
    expect(await read(fleet.hosted, 'ok')).toBeNull()
    expect(await read(fleet.remote, 'ok')).toBeNull()
    expect((await sync('bad')).state).toBe('failed')
  })

  it('is set aside when a tenant fails at it again and again, and later messages get through; Retry sends it again', async () => {
    await save(fleet.console, 'bomb', 'Bomb', 'explode')
    const release = await push('bomb', { targets: { tenants: [hosted] } })
    const found = await eventually(
      async () => {
        const now = await deliveries(release)
        return now.get(hosted)?.status === 'failed' && now
      },
      'the release is given up',
      40_000,
    )
    expect(found.get(hosted)?.reason).toMatch(/failed at it 5 times/)
    await save(fleet.console, 'after', 'After', 'text')
    expect((await settled(await push('after', { targets: { tenants: [hosted] } }))).get(hosted)?.status).toBe('applied')
    const again = await fleet.console.api.post(`/fleet/releases/${release}/retry`, {})
    expect(again.body).toEqual({ retried: 1 })
    expect((await deliveries(release)).get(hosted)).toMatchObject({ attempts: 2 })
    await settled(release)
  }, 60_000)

  it('plans per tenant what it would do, and changes nothing (FLT-33)', async () => {
    await save(fleet.console, 'plan', 'Plan', 'one')
    await save(fleet.hosted, 'plan', 'Plan', 'local')
    const { body } = await fleet.console.api.post('/fleet/releases/plan', {
      items: [{ kind: 'page', id: 'plan' }],
      targets: { all: true },
    })
    const cell = (tenant: string) => body.cells.find((each: { tenant: string }) => each.tenant === tenant)
    expect(cell(hosted)).toMatchObject({ source: 'tenant', verdict: 'conflict' })
    expect(cell(remote)).toMatchObject({ source: 'tenant', verdict: 'add' })
    expect((await read(fleet.hosted, 'plan'))?.body).toMatchObject({ text: 'local' })
    expect(await read(fleet.remote, 'plan')).toBeNull()
  })

  it('waits for a tenant that is away, and reaches it when it is back (FLT-08, MSSP-37)', async () => {
    await fleet.away.halt()
    await save(fleet.console, 'late', 'Late', 'one')
    const release = await push('late')
    await eventually(
      async () => (await deliveries(release)).get(hosted)?.status === 'applied',
      'the other is not delayed',
    )
    expect((await deliveries(release)).get(remote)).toMatchObject({ status: 'pending' })
    await fleet.away.restart()
    expect((await settled(release)).get(remote)).toMatchObject({ status: 'applied' })
    expect(await read(fleet.remote, 'late')).toEqual(await read(fleet.console, 'late'))
  }, 60_000)
})

describe('grants', () => {
  it('are enforced by the tenant itself, whatever the console believes (FLT-10)', async () => {
    const { body } = await fleet.hosted.api.get('/pairings')
    const pairing = body.items.find((each: { id: string }) => each.id === hosted)
    const changed = await fleet.hosted.api.patch(`/pairings/${hosted}`, {
      version: pairing.version,
      grants: { metrics: true },
    })
    expect(changed.status).toBe(200)
    await tenantWith(fleet.console.api, hosted, (tenant) => !tenant.grants.content, 'the console knows')
    await save(fleet.console, 'secret', 'Secret', 'one')
    const found = await settled(await push('secret', { targets: { tenants: [hosted] } }))
    expect(found.get(hosted)).toMatchObject({ status: 'blocked', reason: expect.stringContaining('does not grant') })
    expect(await read(fleet.hosted, 'secret')).toBeNull()
    const connect = await fleet.console.api.post(`/fleet/tenants/${hosted}/connect`)
    expect(connect).toMatchObject({ status: 403, body: { code: 'not_granted' } })
    // The console's own belief is no protection: even when it forgets, the tenant refuses.
    await fleet.console.instance.database.write((tx) =>
      tx.sql.updateTable('link_pairings').set({ grants: '{"connect":{}}' }).where('id', '=', hosted).execute(),
    )
    const forced = await fleet.console.api.post(`/fleet/tenants/${hosted}/connect`)
    expect(forced).toMatchObject({ status: 403, body: { code: 'not_granted' } })
    await fleet.hosted.api.patch(`/pairings/${hosted}`, { grants: ['metrics', 'incident-list', 'content', 'connect'] })
    await tenantWith(fleet.console.api, hosted, (tenant) => tenant.grants.content, 'granted again')
  }, 40_000)
})
