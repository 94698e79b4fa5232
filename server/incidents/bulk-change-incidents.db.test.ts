import { type ApiClient, createApiClient, createTestInstance } from '@tocsin/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

type Outcome = { id: string; error: { code: string; message: string } | null }

describe('bulk operations on incidents', () => {
  let started: Awaited<ReturnType<typeof createTestInstance>>
  let api: ApiClient

  beforeAll(async () => {
    started = await createTestInstance({ roles: ['web'] })
    api = started.api
  })
  afterAll(() => started.stop())

  async function create(count: number): Promise<string[]> {
    const ids: string[] = []
    for (let made = 0; made < count; made += 1) {
      const { status, body } = await api.post('/incidents', { fields: { name: `Number ${made}` } })
      expect(status, JSON.stringify(body)).toBe(201)
      ids.push(String(body.id))
    }
    return ids
  }
  async function bulk(ids: string[], operation: unknown, client = api): Promise<Outcome[]> {
    const { status, body } = await client.post('/incidents/bulk', { ids, operation })
    expect(status, JSON.stringify(body)).toBe(200)
    return body.items
  }
  const read = async (id: string) => (await api.get(`/incidents/${id}`)).body

  it('are reported per incident, and one that fails does not stop the rest (INC-28, INC-31)', async () => {
    const [one, two, three] = (await create(3)) as [string, string, string]
    expect((await api.post(`/incidents/${two}/close`, {})).status).toBe(200)
    const outcomes = await bulk([three, '999999', two, one, 'x', three], { kind: 'close', note: 'False alarm' })
    expect(outcomes).toEqual([
      { id: three, error: null },
      { id: '999999', error: { code: 'not_found', message: expect.any(String) } },
      { id: two, error: { code: 'wrong_state', message: 'The incident is closed already.' } },
      { id: one, error: null },
      { id: 'x', error: { code: 'not_found', message: expect.any(String) } },
    ])
    for (const id of [one, three]) {
      expect(await read(id)).toMatchObject({ open: false, fields: { status: 'Closed' } })
      const { body: notes } = await api.get(`/incidents/${id}/notes`)
      expect(notes.items).toMatchObject([{ title: 'Closing note', text: expect.stringContaining('False alarm') }])
    }
  })

  it('do everything that can be done to one: change, close, reopen, delete, restore, add an investigator (INC-28, INC-32)', async () => {
    const ids = await create(2)
    const { body: ben } = await api.post('/users', {
      ...{ name: 'Ben', email: 'ben@bulk.example', password: 'correct horse battery', profile: 'Analyst' },
    })
    const all = ids.map((id) => ({ id, error: null }))
    expect(await bulk(ids, { kind: 'change', fields: { restriction: 'high', tags: ['wave'], owner: ben.id } })).toEqual(
      all,
    )
    expect(await bulk(ids, { kind: 'close' })).toEqual(all)
    expect(await bulk(ids, { kind: 'reopen' })).toEqual(all)
    expect(await bulk(ids, { kind: 'delete' })).toEqual(all)
    for (const id of ids) expect((await read(id)).fields.is_deleted).toBe(true)
    expect(await bulk(ids, { kind: 'restore' })).toEqual(all)
    const me = (await api.get('/session')).body.user.id
    expect(await bulk(ids, { kind: 'add-investigator', userId: me })).toEqual(all)
    for (const id of ids) {
      expect(await read(id)).toMatchObject({
        ...{ open: true, fields: { restriction: 'High', tags: ['wave'], owner: { name: 'Ben' }, is_deleted: false } },
      })
      const { body } = await api.get(`/incidents/${id}/investigators`)
      expect(body.items.map(({ userId }: { userId: string }) => userId).sort()).toEqual([ben.id, me].sort())
    }
  })

  it('change nothing of an incident whose fields do not fit', async () => {
    const [id] = (await create(1)) as [string]
    const before = await read(id)
    const [outcome] = await bulk([id], { kind: 'change', fields: { restriction: 'high', status: 'No such status' } })
    expect(outcome?.error).toMatchObject({ code: 'invalid_input', message: expect.stringContaining('Status') })
    expect(await read(id)).toEqual(before)
  })

  it('need their own right, and the right of the single operation (INC-29)', async () => {
    const ids = await create(2)
    const person = { email: 'rita@bulk.example', password: 'correct horse battery' }
    const capabilities = JSON.stringify(['incident.view', 'incident.access', 'incident.edit', 'incident.bulk'])
    await started.instance.database.write((tx) =>
      tx.sql.insertInto('profiles').values({ name: 'Bulk only', capabilities, shipped: false }).execute(),
    )
    const { body: rita } = await api.post('/users', { ...person, name: 'Rita', profile: 'Bulk only' })
    await api.post(`/incidents/${ids[0]}/investigators`, { userId: rita.id })
    const client = await createApiClient(started.test.address, 'acme', person)
    expect((await bulk(ids, { kind: 'close' }, client)).map(({ error }) => error?.code ?? 'done')).toEqual([
      'done',
      'not_allowed',
    ])
    const added = await bulk([ids[0] as string], { kind: 'add-investigator', userId: rita.id }, client)
    expect(added[0]?.error).toMatchObject({ code: 'not_allowed' })
    await api.patch(`/users/${rita.id}`, { profile: 'Read only' })
    expect((await client.post('/incidents/bulk', { ids, operation: { kind: 'reopen' } })).status).toBe(403)
  })
})
