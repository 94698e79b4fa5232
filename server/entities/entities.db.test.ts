import { createTestInstance } from '@tocsin/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { harvest, listEntitiesOf, recordEntity } from './index.ts'

describe('entities', () => {
  let started: Awaited<ReturnType<typeof createTestInstance>>
  beforeAll(async () => {
    started = await createTestInstance({ roles: ['web'] })
  })
  afterAll(() => started.stop())

  const write = <T>(work: Parameters<typeof started.instance.database.write<T>>[0]) =>
    started.instance.database.write(work)

  it('is one by type and value, however it is written, over all incidents (ENT-01, ENT-05)', async () => {
    const { api } = started
    const one = await api.post('/incidents', { fields: { description: 'call to hxxp://Evil[.]example.COM/' } })
    const two = await api.post('/incidents', { fields: { name: 'again http://evil.example.com' } })
    const { body } = await api.get('/entities?query=evil[.]example.com&type=domain')
    expect(body).toMatchObject({ total: 1, items: [{ value: 'evil.example.com', incidentCount: 2 }] })
    const detail = await api.get(`/entities/${body.items[0].id}`)
    expect(detail.body.seenIn.map((each: { id: string }) => each.id).sort()).toEqual(
      [one.body.id, two.body.id].map(String),
    )
  })

  it('announces once what is new in an event', async () => {
    const seenIn = { kind: 'triage-events', id: 30 } as const
    const first = await write((tx) => harvest(tx, started.actor, '203.0.113.30 and 203.0.113.31', seenIn))
    const again = await write((tx) => harvest(tx, started.actor, ['203.0.113.31', '203.0.113.32'], seenIn))
    expect(first.map((each) => each.value)).toEqual(['203.0.113.30', '203.0.113.31'])
    expect(again.map((each) => each.value)).toEqual(['203.0.113.32'])
    const { body } = await started.api.get('/audit-events?type=EntitiesSeen&limit=2')
    expect(body.items[0]).toMatchObject({ parent: { kind: 'triage-events', id: '30' } })
  })

  it('survives many events harvesting the same in different order at once', async () => {
    const addresses = Array.from({ length: 30 }, (_, index) => `198.51.100.${index + 1}`)
    const events = Array.from({ length: 12 }, (_, index) => 100 + index)
    await Promise.all(
      events.map((id) =>
        write(async (tx) => {
          const shuffled = [...addresses].sort(() => Math.random() - 0.5)
          await harvest(tx, started.actor, shuffled, { kind: 'triage-events', id })
        }),
      ),
    )
    for (const id of events) {
      const seen = await started.instance.database.read((tx) => listEntitiesOf(tx, { kind: 'triage-events', id }))
      expect(seen).toHaveLength(30)
    }
    const { body } = await started.api.get('/entities?query=198.51.100.&limit=7&sort=value')
    expect(body.total).toBe(30)
    const values = new Set<string>()
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = await started.api.get(
        `/entities?query=198.51.100.&limit=7&sort=-lastSeenAt&cursor=${cursor}`.replace(/&cursor=$/, ''),
      )
      for (const item of page.body.items) values.add(item.value)
      cursor = page.body.nextCursor
    }
    expect(values.size).toBe(30)
  })

  it('refuses a value that is not of its type, and adds by hand what is (ENT-26)', async () => {
    const wrong = await started.api.post('/entities', { type: 'ip', value: '300.1.1.1' })
    expect(wrong.body).toMatchObject({ code: 'invalid_input', details: [{ path: 'value' }] })
    const added = await started.api.post('/entities', { type: 'user', value: 'anna' })
    expect(added.status).toBe(201)
    const tagged = await started.api.patch(`/entities/${added.body.id}`, { tags: ['Suspicious'], version: 1 })
    expect(tagged.body).toMatchObject({ tags: ['Suspicious'], version: 2 })
    const stale = await started.api.patch(`/entities/${added.body.id}`, { tags: [], version: 1 })
    expect(stale.body.code).toBe('stale_version')
  })

  it('forgets everything when the change that brought it is rolled back', async () => {
    const work = write(async (tx) => {
      await recordEntity(tx, started.actor, { type: 'ip', value: '192.0.2.99' }, { kind: 'triage-events', id: 5 })
      throw new Error('cut')
    })
    await expect(work).rejects.toThrow('cut')
    expect((await started.api.get('/entities?query=192.0.2.99')).body.total).toBe(0)
  })
})
