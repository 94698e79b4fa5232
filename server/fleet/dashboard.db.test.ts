import type { TestInstance } from '@tocsin/testkit/deployment.ts'
import { eventually } from '@tocsin/testkit/eventually.ts'
import { createTestFleet, type TestFleet, tenantWith } from '@tocsin/testkit/fleet.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

let fleet: TestFleet
let hosted: string
let remote: string
let dashboard: string

beforeAll(async () => {
  fleet = await createTestFleet()
  // Some incidents are older than the pairing and come with the first full list.
  for (const restriction of ['High', 'High', 'Low']) await open(fleet.hosted, restriction)
  hosted = await fleet.pair(fleet.hosted)
  remote = await fleet.pair(fleet.remote, { mode: 'outbound', grants: { metrics: true } })
  const { body } = await fleet.console.api.get('/fleet/dashboards')
  dashboard = body.items[0].id
}, 60_000)
afterAll(() => fleet.stop())

async function open(at: TestInstance, restriction: string): Promise<number> {
  const answer = await at.api.post('/incidents', { fields: { name: `Secret of ${at.instance.name}`, restriction } })
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body.id
}

async function widget(id: string) {
  const { body } = await fleet.console.api.get(`/fleet/dashboards/${dashboard}/data?widget=${id}`)
  return body.widgets[0]
}

const counts = (found: { rows: { key: string; count: number }[] }) =>
  Object.fromEntries(found.rows.map(({ key, count }) => [key, count]))

describe('the MSSP dashboard (MSSP-10 … MSSP-16)', () => {
  it('counts what the tenants list themselves, before and after every change (FLT-50)', async () => {
    await eventually(async () => (await widget('tenants')).total === 3, 'the full list came')
    const first = await open(fleet.remote, 'Low')
    await open(fleet.remote, 'High')
    await eventually(async () => counts(await widget('tenants'))[remote] === 2, 'the remote ones came')
    expect(counts(await widget('severity'))).toEqual({ High: 3, Low: 2 })

    await fleet.remote.api.post(`/incidents/${first}/close`, { note: 'done' })
    await eventually(async () => counts(await widget('tenants'))[remote] === 1, 'the closed one is not counted')
    const trend = await widget('trend')
    const total = (key: 'created' | 'closed') =>
      trend.days.reduce((sum: number, day: Record<string, number>) => sum + (day[key] ?? 0), 0)
    expect([total('created'), total('closed')]).toEqual([5, 1])

    await fleet.remote.api.post(`/incidents/${first}/reopen`, {})
    await eventually(async () => counts(await widget('tenants'))[remote] === 2, 'counted again')
    await fleet.remote.api.delete(`/incidents/${first}`)
    await eventually(async () => counts(await widget('tenants'))[remote] === 1, 'deleted ones do not count')
    for (const [tenant, id] of [
      [fleet.hosted, hosted],
      [fleet.remote, remote],
    ] as const) {
      const own = await tenant.api.get('/incidents?limit=1000')
      const stillOpen = own.body.items.filter((incident: { open: boolean }) => incident.open)
      expect(counts(await widget('tenants'))[id]).toBe(stillOpen.length)
    }
  }, 40_000)

  it('says how old the figures of each tenant are, and does not break when one is away (MSSP-14)', async () => {
    await fleet.away.halt()
    await fleet.console.instance.database.write((tx) =>
      tx.sql
        .updateTable('link_pairings')
        .set({ last_contact_at: new Date(Date.now() - 600_000) })
        .where('id', '=', remote)
        .execute(),
    )
    const { tenants, oldestAt, rows } = await widget('tenants')
    const away = tenants.find((each: { id: string }) => each.id === remote)
    expect(away).toMatchObject({ state: 'stale', reason: expect.stringContaining('No data since'), asOf: oldestAt })
    expect(rows).toHaveLength(2)
    await fleet.away.restart()
    await tenantWith(fleet.console.api, remote, (tenant) => tenant.status === 'connected', 'it is back')
  }, 40_000)

  it('is of the one who made it, keeps its layout, and counts the chosen tenants only (MSSP-12, MSSP-13)', async () => {
    const { body } = await fleet.console.api.get('/fleet/dashboards')
    const [shipped] = body.items
    expect(shipped.widgets.map((each: { kind: string }) => each.kind)).toEqual([
      'open-by-tenant',
      'open-by-severity',
      'open-by-type',
      'created-closed',
    ])
    const widgets = shipped.widgets.map((each: object) => ({ ...each, targets: { tenants: [hosted] } }))
    widgets[0].layout = { x: 3, y: 1, w: 5, h: 4 }
    const changed = await fleet.console.api.patch(`/fleet/dashboards/${dashboard}`, {
      version: shipped.version,
      widgets,
    })
    expect(changed.body.widgets[0]).toMatchObject({ layout: { x: 3, y: 1, w: 5, h: 4 } })
    expect(counts(await widget('tenants'))).toEqual({ [hosted]: 3 })
    const stale = await fleet.console.api.patch(`/fleet/dashboards/${dashboard}`, {
      version: shipped.version,
      name: 'X',
    })
    expect(stale).toMatchObject({ status: 409, body: { code: 'stale_version' } })
    const key = await fleet.console.api.post('/api-keys', { name: 'machine' })
    const other = fleet.console.api.as({ key: key.body.key })
    expect((await other.get(`/fleet/dashboards/${dashboard}`)).status).toBe(404)
    expect((await other.get('/fleet/dashboards')).body.items[0].id).not.toBe(dashboard)
  })
})

describe('text of incidents', () => {
  it('stays at the tenant unless it grants the list, and is forgotten when it takes the grant back (FLT-10, MSSP-16)', async () => {
    const list = async (query = '') => (await fleet.console.api.get(`/fleet/incidents?limit=2${query}`)).body
    expect((await list()).items.map((each: { tenant: { id: string } }) => each.tenant.id)).toEqual([hosted, hosted])
    expect((await list(`&tenant=${remote}`)).items).toEqual([])
    const next = await list(`&cursor=${(await list()).nextCursor}`)
    expect(next).toMatchObject({ total: 3, nextCursor: null, items: [{ title: 'Secret of Acme' }] })
    const stored = await fleet.console.instance.database.read((tx) =>
      tx.sql.selectFrom('fleet_incident_facts').selectAll().where('tenant_id', '=', remote).execute(),
    )
    expect(stored.length).toBeGreaterThan(0)
    expect(JSON.stringify(stored)).not.toContain('Secret')

    await fleet.hosted.api.patch(`/pairings/${hosted}`, { grants: ['metrics'] })
    await eventually(async () => {
      const kept = await fleet.console.instance.database.read((tx) =>
        tx.sql.selectFrom('fleet_incident_facts').selectAll().where('tenant_id', '=', hosted).execute(),
      )
      return kept.length === 3 && kept.every(({ title, label }) => title === null && label === null)
    }, 'titles are gone, counts stay')
    await fleet.hosted.api.patch(`/pairings/${hosted}`, { grants: [] })
    await eventually(async () => {
      const found = await widget('tenants')
      return found.rows.length === 0 && found.tenants[0].state === 'none'
    }, 'figures are gone')
    const gone = await fleet.console.api.get(`/fleet/tenants/${hosted}`)
    expect(gone.body.openIncidents).toBeNull()
  }, 30_000)
})
