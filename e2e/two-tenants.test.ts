import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { type ApiClient, eventually } from '@tocsin/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tocsinJson } from './command-line.ts'
import { type Answered, all, pair } from './fleet.ts'
import { type FreshProgram, startFresh } from './fresh-program.ts'

const folder = '../shared/data/alerts'
const SURICATA = ['suricata-first-org-conf-2015', 'suricata-honeypot-2018', 'suricata-wrccdc-2017'].map((name) =>
  join(folder, `${name}.ndjson`),
)
const PANTHER = join(folder, 'panther-detections.ndjson')

const linesOf = (files: string[]) => files.flatMap((file) => readFileSync(file, 'utf8').split('\n').filter(Boolean))
const count = (values: string[]) =>
  Object.fromEntries([...new Set(values)].map((value) => [value, values.filter((each) => each === value).length]))

describe.skipIf(!existsSync(folder))('two tenants on real alerts (skipped without ../shared/data/alerts)', () => {
  let fresh: FreshProgram
  let mssp: ApiClient
  const tenants: { slug: string; source: string; files: string[]; api: ApiClient; id: string }[] = []

  beforeAll(async () => {
    fresh = await startFresh()
    mssp = await fresh.signIn('mssp')
    for (const [slug, source, files] of [
      ['acme', 'suricata', SURICATA],
      ['globex', 'panther', [PANTHER]],
    ] as const) {
      const api = await fresh.addInstance(slug, slug.toUpperCase())
      const id = await pair(mssp, api, { url: `${fresh.address}/${slug}`, name: slug.toUpperCase() })
      tenants.push({ slug, source, files: [...files], api, id })
    }
  })
  afterAll(() => fresh?.discard())

  async function ingest({ slug, source, files }: (typeof tenants)[number]) {
    const sum = { received: 0, duplicates: 0, malformedCount: 0 }
    for (const file of files) {
      const words = ['ingest', file, '--instance', slug, '--source', source]
      const taken = await tocsinJson(fresh.environment, words)
      for (const key of ['received', 'duplicates', 'malformedCount'] as const) sum[key] += taken[key]
    }
    return sum
  }
  const settled = (api: ApiClient) =>
    eventually(
      async () => {
        const { body } = await api.get('/alerts/summary')
        return body.items.every(({ outcome }: Answered) => outcome !== 'pending') && body
      },
      'the rules have decided every alert',
      150_000,
    )

  it('accounts for every alert: an incident, a triage event or a duplicate, with the rule named', async () => {
    for (const tenant of tenants) {
      const lines = linesOf(tenant.files)
      const taken = await ingest(tenant)
      expect(taken).toMatchObject({ received: lines.length, malformedCount: 0 })
      const summary = await settled(tenant.api)
      expect(summary.total + summary.duplicates).toBe(lines.length)
      expect(summary.duplicates).toBe(taken.duplicates)
      const alerts = await all(tenant.api, '/alerts')
      expect(alerts).toHaveLength(summary.total)
      for (const alert of alerts) {
        expect(['incident', 'triage'], JSON.stringify(alert)).toContain(alert.outcome)
        expect(alert.rule?.name, JSON.stringify(alert)).toBeTruthy()
        expect(alert.result?.kind).toBe(alert.outcome === 'incident' ? 'incidents' : 'triage-events')
      }
      const results = (kind: string) =>
        new Set(alerts.filter(({ result }) => result.kind === kind).map(({ result }) => result.id))
      const incidents = await all(tenant.api, '/incidents')
      const events = await all(tenant.api, '/triage-events?state=all')
      expect(new Set(incidents.map(({ id }) => String(id)))).toEqual(results('incidents'))
      expect(new Set(events.map(({ id }) => String(id)))).toEqual(results('triage-events'))
      expect(incidents.length).toBeGreaterThan(0)
      expect(events.length).toBeGreaterThan(0)
      expect(new Set(incidents.map(({ fields }) => fields.incidentid)).size).toBe(incidents.length)
    }
  })

  it('takes the same files again as duplicates and makes nothing new of them', async () => {
    for (const tenant of tenants) {
      const lines = linesOf(tenant.files).length
      const before = await settled(tenant.api)
      const incidents = (await tenant.api.get('/incidents?limit=1')).body.total
      expect(await ingest(tenant)).toMatchObject({ received: lines, duplicates: lines })
      const after = await settled(tenant.api)
      expect([after.total, after.duplicates]).toEqual([before.total, before.duplicates + lines])
      expect((await tenant.api.get('/incidents?limit=1')).body.total).toBe(incidents)
    }
  })

  it('shows the figures of the tenants’ own lists on the MSSP dashboard, also after a change (MSSP-11, FLT-50)', async () => {
    const { body } = await mssp.get('/fleet/dashboards')
    const [dashboard] = body.items
    const kinds = new Map(dashboard.widgets.map(({ id, kind }: Answered) => [id, kind]))
    const figures = async () => {
      const { body } = await mssp.get(`/fleet/dashboards/${dashboard.id}/data`)
      const rows = (wanted: string) =>
        body.widgets
          .find(({ id }: Answered) => kinds.get(id) === wanted)
          ?.rows.filter((row: Answered) => row.count > 0)
          .map(({ key, count }: Answered) => [key, count])
      const entries = ['open-by-tenant', 'open-by-severity', 'open-by-type'].map((kind) => [
        kind,
        Object.fromEntries(rows(kind) ?? []),
      ])
      return Object.fromEntries(entries)
    }
    const expected = async () => {
      const open = await Promise.all(
        tenants.map(async ({ id, api }) => ({ id, items: (await all(api, '/incidents')).filter((each) => each.open) })),
      )
      const items = open.flatMap((each) => each.items)
      return {
        'open-by-tenant': Object.fromEntries(open.map(({ id, items }) => [id, items.length])),
        'open-by-severity': count(items.map(({ fields }) => fields.restriction)),
        'open-by-type': count(items.flatMap(({ fields }) => fields.type)),
      }
    }
    const agree = async () => {
      const wanted = await expected()
      await eventually(
        async () => isDeepStrictEqual(await figures(), wanted),
        'the dashboard agrees with the lists',
      ).catch(async () => expect(await figures()).toEqual(wanted))
    }
    await agree()
    for (const { api } of tenants) {
      const [first, second] = await all(api, '/incidents')
      expect((await api.post(`/incidents/${first.id}/close`, { note: 'Looked at' })).status).toBe(200)
      await api.patch(`/incidents/${second.id}`, { fields: { restriction: 'Critical' } })
    }
    await agree()
    for (const { api } of tenants) {
      const [first] = await all(api, '/incidents')
      expect((await api.post(`/incidents/${first.id}/reopen`, {})).status).toBe(200)
    }
    await agree()
  })
})
