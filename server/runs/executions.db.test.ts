import { createApiClient, createTestInstance, eventually } from '@tocsin/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { askThenHash } from './test-playbook.ts'

type Started = Awaited<ReturnType<typeof createTestInstance>>

describe('the page of executions', () => {
  let started: Started
  const playbooks: { id: string; name: string }[] = []
  const runs: string[] = []
  let incident: { id: number; fields: { incidentid: string } }

  beforeAll(async () => {
    started = await createTestInstance()
    for (const name of ['Block host (urgent)', 'Enrich address']) {
      const { body } = await started.api.post('/playbooks', { name, graph: askThenHash })
      await started.api.post(`/playbooks/${body.id}/publish`, {})
      playbooks.push({ id: body.id, name })
    }
    incident = (await started.api.post('/incidents', { fields: { name: 'With runs' } })).body
    for (const request of [{ incidentId: incident.id }, {}, { test: true }]) {
      const { body } = await started.api.post(`/playbooks/${playbooks[0]?.id}/runs`, request)
      runs.push(body.id)
    }
    runs.push((await started.api.post(`/playbooks/${playbooks[1]?.id}/runs`, {})).body.id)
    await eventually(async () => (await find('status:waiting')).length === 4, 'four runs that wait')
    await started.api.post(`/runs/${runs[3]}/kill`)
    await eventually(async () => (await find('status:killed')).length === 1, 'one killed run')
  })
  afterAll(() => started.stop())

  const find = async (query: string): Promise<string[]> => {
    const { body, status } = await started.api.get(`/runs?query=${encodeURIComponent(query)}`)
    expect(status, JSON.stringify(body)).toBe(200)
    return body.items.map((each: { id: string }) => each.id)
  }
  const inTurn = (...at: number[]) => at.map((index) => runs[index]).reverse()

  it.each<[string, () => string, number[]]>([
    ['nothing asked', () => '', [0, 1, 2, 3]],
    ['a bare word', () => 'ADDRESS', [3]],
    ['a name', () => 'Name:"Block host (urgent)"', [0, 1, 2]],
    ['part of a name', () => 'name ~ "host (" AND NOT test:true', [0, 1]],
    ['another name', () => 'name != "Block host (urgent)"', [3]],
    ['a playbook', () => `Playbook ID:"${playbooks[1]?.id}"`, [3]],
    ['a status', () => 'status IN (killed, failed)', [3]],
    ['a version', () => 'version:1 AND status:waiting', [0, 1, 2]],
    ['an origin', () => 'origin:test', [2]],
    ['an incident by number', () => `incident:${incident.id}`, [0]],
    ['an incident by label', () => `incident:"${incident.fields.incidentid}"`, [0]],
    ['what is for none', () => 'incident IS EMPTY AND status:waiting', [1, 2]],
    ['times', () => 'started >= -1h AND queued <= now', [0, 1, 2, 3]],
    ['earlier times', () => 'started < -1h', []],
    ['what is over', () => 'finished IS NOT EMPTY AND duration < 1h', [3]],
    ['one execution', () => `"Execution ID":${runs[1]}`, [1]],
  ])('finds by %s (RUN-02)', async (_what, query, expected) => {
    expect(await find(query())).toEqual(inTurn(...expected))
  })

  it.each<[string, number]>([
    ['status:waiting AND nothing = 1', 20],
    ['started > soon', 11],
    ['duration > long', 12],
    ['name > a', 8],
  ])('says where %s is wrong (RUN-02)', async (query, column) => {
    const { body, status } = await started.api.get(`/runs?query=${encodeURIComponent(query)}`)
    expect(status).toBe(400)
    expect(body).toMatchObject({ code: 'invalid_query', details: [{ path: 'query', column }] })
  })

  it('goes on behind the last row and counts all that match (RUN-01)', async () => {
    const { body: first } = await started.api.get('/runs?limit=3')
    expect(first).toMatchObject({ total: 4, totalIsLeast: false })
    const { body: second } = await started.api.get(`/runs?limit=3&cursor=${first.nextCursor}`)
    expect([...first.items, ...second.items].map(({ id }: { id: string }) => id)).toEqual(inTurn(0, 1, 2, 3))
    expect(second).toMatchObject({ total: 4, nextCursor: null })
    expect((await started.api.get('/runs?cursor=nonsense')).body.code).toBe('invalid_input')
  })

  it('shows runs of an incident only to who may open it (INV-09)', async () => {
    const credentials = { email: 'ben@test.example', password: 'a long enough one' }
    const { body: profiles } = await started.api.get('/profiles')
    expect(profiles.items.map(({ name }: { name: string }) => name)).toContain('Read only')
    await started.api.post('/users', { ...credentials, name: 'Ben', profile: 'Read only' })
    const ben = await createApiClient(started.test.address, 'acme', credentials)
    const seesAll = (await ben.get('/session')).body.user.capabilities.includes('incident.access-all')
    expect((await ben.get('/runs')).body.total).toBe(seesAll ? 4 : 3)
  })

  it('keeps searches with their owner, under one name once (RUN-02)', async () => {
    const save = (name: string, query: string) => started.api.post('/saved-queries', { list: 'runs', name, query })
    expect((await save('Failed today', 'status:failed AND started > today')).status).toBe(201)
    const { body: again } = await save('failed TODAY', 'status:failed')
    const mine = async () => (await started.api.get('/saved-queries?list=runs')).body.items
    expect(await mine()).toMatchObject([{ id: again.id, name: 'failed TODAY', query: 'status:failed' }])
    const credentials = { email: 'cleo@test.example', password: 'a long enough one' }
    await started.api.post('/users', { ...credentials, name: 'Cleo', profile: 'Analyst' })
    const cleo = await createApiClient(started.test.address, 'acme', credentials)
    expect((await cleo.get('/saved-queries?list=runs')).body.items).toEqual([])
    expect((await cleo.delete(`/saved-queries/${again.id}`)).status).toBe(404)
    expect((await started.api.delete(`/saved-queries/${again.id}`)).status).toBe(204)
    expect(await mine()).toEqual([])
  })

  it('remembers how somebody likes a screen, each preference for itself (IPB-04)', async () => {
    await started.api.put('/preferences/run-view', { value: 'graph' })
    await started.api.put('/preferences/other', { value: { deep: null } })
    const read = async () => (await started.api.get('/preferences')).body.preferences
    expect(await read()).toEqual({ 'run-view': 'graph', other: { deep: null } })
    await started.api.put('/preferences/run-view', { value: null })
    expect(await read()).toEqual({ other: { deep: null } })
  })
})

describe('playbooks of an incident', () => {
  let started: Started
  let asks: string
  let draft: string

  beforeAll(async () => {
    started = await createTestInstance()
    asks = (await started.api.post('/playbooks', { name: 'Asks', graph: askThenHash })).body.id
    await started.api.post(`/playbooks/${asks}/publish`, {})
    draft = (await started.api.post('/playbooks', { name: 'Draft only', graph: askThenHash })).body.id
  })
  afterAll(() => started.stop())

  const create = async (chosen: { playbookId: string; autorun: boolean }[]) =>
    (await started.api.post('/incidents', { fields: { name: 'Attached' }, playbooks: chosen })).body.id
  const of = async (id: number) => (await started.api.get(`/incidents/${id}/playbooks`)).body.items

  it('lists what was attached without autorun until somebody runs it (IPB-01, IPB-03)', async () => {
    const id = await create([{ playbookId: asks, autorun: false }])
    expect(await of(id)).toMatchObject([
      {
        playbookId: asks,
        name: 'Asks',
        status: 'not_executed',
        latestRun: null,
        abilities: { run: true, detach: true },
      },
    ])
    for (const _ of [1, 2]) await started.api.post(`/playbooks/${asks}/runs`, { incidentId: id })
    const [one] = await of(id)
    expect(one).toMatchObject({ runs: 2, latestRun: { playbookId: asks } })
    expect(one.abilities.detach).toContain('ran')
    expect((await started.api.delete(`/incidents/${id}/playbooks/${asks}`)).body.code).toBe('wrong_state')
    expect((await of(id)).length).toBe(1)
  })

  it('says why a playbook with autorun did not start (TPL-03)', async () => {
    const id = await create([
      { playbookId: draft, autorun: true },
      { playbookId: asks, autorun: true },
    ])
    const items = await of(id)
    expect(items[0]).toMatchObject({ name: 'Draft only', status: 'not_executed', autorun: true })
    expect(items[0].problem).toContain('never published')
    expect(items[1]).toMatchObject({ name: 'Asks', runs: 1, problem: null })
  })

  it('adds playbooks to an incident by API, all or none, once each (IPB-02, IPB-15)', async () => {
    const id = await create([])
    const add = (playbooksToAdd: unknown) =>
      started.api.post(`/incidents/${id}/playbooks`, { playbooks: playbooksToAdd })
    expect((await add([{ playbookId: asks, autorun: true }, { playbookId: draft }])).body.code).toBe('wrong_state')
    expect(await of(id)).toEqual([])
    await add([{ playbookId: asks }])
    const { body } = await add([{ playbookId: asks }])
    expect(body.items).toMatchObject([{ playbookId: asks, status: 'not_executed' }])
    const { body: room } = await started.api.get(`/incidents/${id}/war-room?limit=1000`)
    expect(JSON.stringify(room).match(/added the playbook/g)?.length).toBe(1)
    expect((await started.api.delete(`/incidents/${id}/playbooks/${asks}`)).status).toBe(204)
    expect(await of(id)).toEqual([])
    expect((await started.api.delete(`/incidents/${id}/playbooks/${asks}`)).status).toBe(404)
  })
})
