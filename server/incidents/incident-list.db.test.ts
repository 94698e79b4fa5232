import { ADMIN_EMAIL, createTestInstance } from '@tocsin/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

describe('the list of incidents', () => {
  let started: Awaited<ReturnType<typeof createTestInstance>>
  let now = new Date('2026-03-10T12:00:00Z')

  beforeAll(async () => {
    started = await createTestInstance({ roles: ['web'], clock: { now: () => now } })
    for (let index = 0; index < 80; index += 1) {
      now = new Date(now.getTime() + (index % 3) * 1000)
      await create({ name: `Filler ${index % 7}`, restriction: ['Low', 'High', null][index % 3] })
    }
  })
  afterAll(() => started.stop())

  const create = async (fields: Record<string, unknown>) => {
    const answer = await started.api.post('/incidents', { fields })
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  }

  let opt: { score: string; zone: string; seen: string; host: string; vip: string }

  beforeAll(async () => {
    const add = async (name: string, type: string, more = {}) =>
      (await started.api.post('/custom-fields', { section: 'incidents', name, type, ...more })).body.internalName
    opt = {
      score: await add('Risk score', 'numeric'),
      zone: await add('Zone', 'list', { options: ['Outer', 'Inner'] }),
      seen: await add('Last seen', 'datetime'),
      host: await add('Host', 'ip'),
      vip: await add('VIP', 'checkbox'),
    }
    const values = [
      { name: 'L1', restriction: 'Low', [opt.score]: 5, [opt.zone]: 'Inner', tags: 'lister, x' },
      { name: 'L2', restriction: 'Critical', [opt.score]: 10.5, [opt.seen]: '2026-03-01', tags: 'lister' },
      { name: 'L3', restriction: 'High', [opt.zone]: 'Outer', [opt.host]: '10.0.0.1', tags: ['lister'] },
      { name: 'L4', [opt.vip]: true, owner: ADMIN_EMAIL, type: ['Malware', 'Cloud'], tags: ['lister'] },
    ]
    for (const fields of values) {
      now = new Date(now.getTime() + 3_600_000)
      await create(fields)
    }
  })

  const names = async (query: string, sort = 'name') => {
    const answer = await started.api.get(
      `/incidents?query=${encodeURIComponent(`tags = lister AND (${query})`)}&sort=${sort}`,
    )
    expect(answer.status, JSON.stringify(answer.body)).toBe(200)
    return answer.body.items.map((incident: { fields: { name: string } }) => incident.fields.name)
  }

  it('finds by default fields, own fields, labels of fields and words (INC-20, INC-22, INC-23)', async () => {
    expect(await names('restriction >= High')).toEqual(['L2', 'L3'])
    expect(await names('Severity IS EMPTY')).toEqual(['L4'])
    expect(await names('Risk score > 5')).toEqual(['L2'])
    expect(await names(`${opt.zone} IN (inner, Outer)`)).toEqual(['L1', 'L3'])
    expect(await names('"Last seen" = 2026-03')).toEqual(['L2'])
    expect(await names('Host: 10.0.0.1 OR VIP = true')).toEqual(['L3', 'L4'])
    expect(await names('owner = me')).toEqual(['L4'])
    expect(await names('NOT owner = me AND type != Malware l1')).toEqual(['L1'])
    expect(await names('type = cloud')).toEqual(['L4'])
    expect(await names('openingtime > -90m')).toEqual(['L3', 'L4'])
    expect(await names('open = true AND created_by = Anna')).toHaveLength(4)
  })

  it('finds an incident by its number and by its label (INC-22)', async () => {
    const { body } = await started.api.get('/incidents?query=name%3AL1')
    const [{ id, fields }] = body.items
    for (const query of [`Incident ID: ${id}`, `Incident ID: ${fields.incidentid}`, `id = ${id}`]) {
      const found = await started.api.get(`/incidents?query=${encodeURIComponent(query)}`)
      expect(
        found.body.items.map((incident: { id: number }) => incident.id),
        query,
      ).toEqual([id])
    }
  })

  it('sorts by any column, lists by the order of their values, own fields too (INC-14)', async () => {
    expect(await names('name ~ L', '-restriction')).toEqual(['L2', 'L3', 'L1', 'L4'])
    expect(await names('name ~ L', `-${opt.score}`)).toEqual(['L2', 'L1', 'L4', 'L3'])
    expect(await names('name ~ L', opt.zone)).toEqual(['L2', 'L4', 'L3', 'L1'])
    expect(await names('name ~ L', 'openingtime')).toEqual(['L1', 'L2', 'L3', 'L4'])
    const wrong = await started.api.get('/incidents?sort=additional_info')
    expect(wrong.body).toMatchObject({ code: 'invalid_input', details: [{ path: 'sort' }] })
  })

  it('pages through every sort without losing or repeating a row', async () => {
    const { body: catalogue } = await started.api.get('/fields')
    const sortable = catalogue.items.filter((field: { sortable: boolean }) => field.sortable)
    const sorts = ['id', 'updated', ...sortable.map((field: { internalName: string }) => field.internalName)]
    expect(sorts.length).toBeGreaterThan(15)
    const { body: all } = await started.api.get('/incidents?limit=1000')
    for (const sort of sorts.flatMap((name) => [name, `-${name}`])) {
      const seen: number[] = []
      let cursor: string | null = ''
      while (cursor !== null) {
        const { body, status } = await started.api.get(
          `/incidents?limit=37&sort=${sort}${cursor && `&cursor=${cursor}`}`,
        )
        expect(status, `${sort}: ${JSON.stringify(body)}`).toBe(200)
        expect(body.total).toBe(all.total)
        seen.push(...body.items.map((incident: { id: number }) => incident.id))
        cursor = body.nextCursor
      }
      expect(new Set(seen).size, sort).toBe(all.total)
      expect(seen.length, sort).toBe(all.total)
    }
  })

  it('shows where a query is wrong and does not run it (INC-24)', async () => {
    const answer = await started.api.get(`/incidents?query=${encodeURIComponent('status = Open AND severty > 3')}`)
    expect(answer.status).toBe(400)
    expect(answer.body).toMatchObject({
      code: 'invalid_query',
      details: [{ column: 19, message: expect.stringContaining('no field "severty"') }],
    })
  })
})
