import { type ApiClient, eventually } from '@tocsin/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Answered, becomes, deliveries, made, pair, push, settledDeliveries } from './fleet.ts'
import { type FreshProgram, startFresh } from './fresh-program.ts'
import { addList, endedRun, importWatchlist, LISTED, LOOK_UP_NODE, lookUpGraph } from './watchlist.ts'

/** A second deployment with its own data directory behaves exactly as a tenant of this one does (FLT-04). */
describe('a tenant of another deployment', () => {
  let home: FreshProgram
  let mssp: ApiClient
  let hosted: { api: ApiClient; id: string }
  let field: Answered
  let playbook: Answered

  beforeAll(async () => {
    home = await startFresh()
    mssp = await home.signIn('mssp')
    const api = await home.addInstance('acme', 'Acme')
    hosted = { api, id: await pair(mssp, api, { url: `${home.address}/acme`, name: 'Acme' }) }
    await importWatchlist(mssp)
    field = await made(mssp, '/custom-fields', { section: 'incidents', name: 'Seen address', type: 'ip' })
    playbook = await made(mssp, '/playbooks', { name: 'Look it up', graph: lookUpGraph(field.internalName) })
    await made(mssp, `/playbooks/${playbook.id}/publish`, { description: 'First version' })
  })
  afterAll(() => home?.discard())

  describe.each(['direct', 'outbound'])('in %s mode', (mode) => {
    let away: FreshProgram
    let remote: { api: ApiClient; id: string }
    const slug = `globex-${mode}`

    beforeAll(async () => {
      away = await startFresh()
      const api = await away.addInstance(slug, `Globex ${mode}`)
      remote = { api, id: await pair(mssp, api, { url: `${away.address}/${slug}`, name: `Globex ${mode}`, mode }) }
    })
    afterAll(() => away?.discard())

    const both = () => [hosted, remote]
    const tenant = async (id: string) => (await mssp.get(`/fleet/tenants/${id}`)).body

    it('is connected, answers a ping, and is not called hosted (FLT-20, FLT-21)', async () => {
      for (const { id } of both()) {
        await eventually(async () => (await tenant(id)).status === 'connected', 'the tenant is connected')
        const { body } = await mssp.post(`/fleet/tenants/${id}/ping`)
        expect(body, JSON.stringify(body)).toMatchObject({ ok: true })
        expect(body.roundTripMs).toBeGreaterThan(0)
      }
      const [here, there] = await Promise.all(both().map(({ id }) => tenant(id)))
      expect([here.hosted, there.hosted, there.mode]).toEqual([true, false, mode])
    })

    it('receives a playbook with its integration and field, and runs it with its own numbers and secrets (MSSP-31, FLT-31)', async () => {
      // Its field has another number there than at the console.
      await remote.api.post('/custom-fields', { section: 'incidents', name: 'Own before', type: 'text' })
      const settled = await settledDeliveries(mssp, await push(mssp, [{ kind: 'playbook', id: playbook.id }]))
      expect(
        settled.map(({ status }) => status),
        JSON.stringify(settled),
      ).toEqual(settled.map(() => 'applied'))
      const brought = settled.find((each) => each.tenant.id === remote.id).items
      expect(brought.map(({ kind }: Answered) => kind)).toEqual(
        expect.arrayContaining(['integration', 'custom-field', 'playbook']),
      )
      for (const { api } of both()) {
        const { body: integrations } = await api.get('/integrations')
        const watchlist = integrations.items.find(({ name }: Answered) => name === 'Watchlist')
        if (watchlist.resourceCount === 0) await addList(api, watchlist.id)
        const { body: fields } = await api.get('/custom-fields?section=incidents')
        const { internalName } = fields.items.find(({ id }: Answered) => id === field.id)
        const incident = await made(api, '/incidents', { fields: { name: 'Seen', [internalName]: LISTED } })
        const { id } = await made(api, `/playbooks/${playbook.id}/runs`, { incidentId: incident.id })
        const run = await endedRun(api, id)
        expect(run.status, JSON.stringify(run.nodes)).toBe('completed')
        const { body: node } = await api.get(`/runs/${id}/nodes/${LOOK_UP_NODE}`)
        expect(node.items[0]).toMatchObject({ status: 'succeeded', output: { address: LISTED, listed: true } })
      }
      expect((await remote.api.get('/custom-fields?section=incidents')).body.items).toHaveLength(2)
      await becomes(mssp, 'playbook', playbook.id, 'synchronized')
    })

    it('counts on the dashboard as its own list does (FLT-50)', async () => {
      await made(remote.api, '/incidents', { fields: { name: 'Another' } })
      const { total } = (await remote.api.get('/incidents?limit=1')).body
      await eventually(async () => (await tenant(remote.id)).openIncidents === total, 'the figure of the tenant')
      const { body } = await mssp.get(`/fleet/incidents?tenant=${remote.id}`)
      expect(body.total).toBe(total)
    })

    it('lets people of the console in, once by each address (FLT-22)', async () => {
      for (const { id } of both()) {
        const { url } = await made(mssp, `/fleet/tenants/${id}/connect`, {})
        const first = await fetch(url, { redirect: 'manual' })
        const cookie = (first.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? ''
        expect(cookie).not.toBe('')
        const [base] = url.split('/connect?')
        const session = await fetch(`${base}/api/v1/session`, { headers: { cookie } })
        expect(session.status).toBe(200)
        expect(JSON.stringify(await session.json())).toContain('MSSP')
        const second = await fetch(url, { redirect: 'manual' })
        expect(second.headers.get('location')).toContain('connect-expired')
      }
    })

    it('gets what was pushed while it was down when it is back (FLT-06, FLT-38)', async () => {
      expect(await away.program.stop()).toBe(0)
      const { version } = (await mssp.get('/custom-fields?section=incidents')).body.items[0]
      await mssp.patch(`/custom-fields/${field.id}`, { version, help: `Looked at in ${mode} mode` })
      const release = await push(mssp, [{ kind: 'custom-field', id: field.id }])
      const state = async (id: string) => (await deliveries(mssp, release)).find((each) => each.tenant.id === id)
      await eventually(async () => (await state(hosted.id)).status === 'applied', 'the hosted tenant has it')
      expect((await state(remote.id)).status).toBe('pending')
      if (mode === 'direct') {
        const { body } = await mssp.post(`/fleet/tenants/${remote.id}/ping`)
        expect(body).toMatchObject({ ok: false, failure: 'refused' })
      }
      await away.startAgain()
      await settledDeliveries(mssp, release)
      remote.api = await away.signIn(slug)
      const { body } = await remote.api.get('/custom-fields?section=incidents')
      expect(body.items.find(({ id }: Answered) => id === field.id).help).toBe(`Looked at in ${mode} mode`)
      await becomes(mssp, 'custom-field', field.id, 'synchronized')
    })

    it('can be unpaired while it is down, keeps its content, and learns of it (FLT-12)', async () => {
      await away.program.stop()
      expect((await mssp.delete(`/fleet/tenants/${remote.id}`)).status).toBe(204)
      expect((await mssp.get('/fleet/tenants')).body.items.map(({ id }: Answered) => id)).not.toContain(remote.id)
      await away.startAgain()
      remote.api = await away.signIn(slug)
      await eventually(async () => {
        const { body } = await remote.api.get('/pairings')
        return body.items[0].status === 'ended'
      }, 'the tenant knows that it is unpaired')
      expect((await remote.api.get(`/playbooks/${playbook.id}`)).status).toBe(200)
    })
  })
})
