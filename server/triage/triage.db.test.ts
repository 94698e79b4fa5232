import { createApiClient, createTestInstance } from '@tocsin/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { carryFields } from './convert-to-incident.ts'

describe('triage', () => {
  let started: Awaited<ReturnType<typeof createTestInstance>>
  beforeAll(async () => {
    started = await createTestInstance({ roles: ['web'] })
  })
  afterAll(() => started.stop())

  async function add(title: string, more: object = {}) {
    const { status, body } = await started.api.post('/triage-events', { title, ...more })
    expect(status).toBe(201)
    return body
  }
  async function colleague(email: string, profile = 'Analyst') {
    const password = 'a long enough one'
    const { body } = await started.api.post('/users', { email, name: email.split('@', 1)[0], profile, password })
    return { id: body.id, api: await createApiClient(started.test.address, 'acme', { email, password }) }
  }

  it('takes an event by API with its first status, and finds what is in it (TRI-02 … TRI-04)', async () => {
    const event = await add('Odd login from 198.51.100.8', { severity: 'Low', type: 'phishing', source: 'Mail' })
    expect(event).toMatchObject({ state: 'pending', status: 'New', type: 'Phishing', source: 'Mail', owner: null })
    const { body } = await started.api.get(`/triage-events/${event.id}/entities`)
    expect(body.items).toMatchObject([{ type: 'ip', value: '198.51.100.8', triageEventCount: 1 }])
    const wrong = await started.api.post('/triage-events', { title: 'x', status: 'Nonsense' })
    expect(wrong.body).toMatchObject({ code: 'invalid_input', details: [{ path: 'status' }] })
  })

  it('gives a waiting event to the first who takes it and tells the others who has it (TRI-10, TRI-25)', async () => {
    const event = await add('Take me')
    const people = await Promise.all(['ann', 'bob', 'cas', 'dan'].map((name) => colleague(`${name}@test.example`)))
    const answers = await Promise.all(people.map((person) => person.api.post(`/triage-events/${event.id}/grab`)))
    const winner = answers.find((answer) => answer.status === 200)
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409, 409])
    for (const answer of answers.filter((each) => each.status === 409)) {
      expect(answer.body).toMatchObject({
        code: 'wrong_state',
        message: expect.stringContaining(winner?.body.owner.name),
      })
    }
  })

  it('changes, reassigns and discards, and refuses each once it is over (TRI-12, TRI-13)', async () => {
    const event = await add('Change me')
    const eva = await colleague('eva@test.example')
    const changed = await started.api.patch(`/triage-events/${event.id}`, { status: 'In progress', version: 1 })
    expect(changed.body).toMatchObject({ status: 'In progress', version: 2 })
    expect((await started.api.patch(`/triage-events/${event.id}`, { title: 'x', version: 1 })).body.code).toBe(
      'stale_version',
    )
    const given = await started.api.post(`/triage-events/${event.id}/reassign`, { userId: eva.id })
    expect(given.body).toMatchObject({ state: 'grabbed', owner: { name: 'eva' } })
    expect((await eva.api.get('/triage-events?mine=true')).body.total).toBe(1)
    const over = await eva.api.post(`/triage-events/${event.id}/discard`, { note: 'A scanner of ours' })
    expect(over.body).toMatchObject({ state: 'discarded', closingNote: 'A scanner of ours' })
    for (const move of ['grab', 'discard', 'convert']) {
      expect((await started.api.post(`/triage-events/${event.id}/${move}`, {})).body.code).toBe('wrong_state')
    }
    const open = await started.api.get('/triage-events?query=title:"Change me"')
    const all = await started.api.get('/triage-events?state=all&query=title:"Change me"')
    expect([open.body.total, all.body.total]).toEqual([0, 1])
  })

  it('keeps custom fields of its own numbering, in the query and the order of the list (CF-07, TRI-05, TRI-08)', async () => {
    const score = await started.api.post('/custom-fields', {
      section: 'triage',
      name: 'Score',
      type: 'numeric',
      useAsFilter: true,
    })
    expect(score.body.internalName).toBe('opt_1')
    const wrong = await started.api.post('/triage-events', { title: 'x', fields: { opt_1: 'many' } })
    expect(wrong.body).toMatchObject({ code: 'invalid_input', details: [{ path: 'fields.opt_1' }] })
    for (const points of [5, 70, 12]) await add(`Scored ${points}`, { fields: { opt_1: points } })
    const high = await started.api.get('/triage-events?query=Score > 10&sort=-opt_1')
    expect(high.body.items.map((item: { fields: { opt_1: number } }) => item.fields.opt_1)).toEqual([70, 12])
    const page = await started.api.get('/triage-events?query=Scored&sort=opt_1&limit=2')
    const next = await started.api.get(`/triage-events?query=Scored&sort=opt_1&limit=2&cursor=${page.body.nextCursor}`)
    expect(next.body.items.map((item: { title: string }) => item.title)).toEqual(['Scored 70'])
  })

  it('follows the renaming of a status (CF-03)', async () => {
    const event = await add('Renamed status')
    const { body } = await started.api.get('/custom-fields?section=triage')
    const status = body.defaults.find((field: { internalName: string }) => field.internalName === 'status')
    const options = status.options.map((option: { label: string }) => ({
      ...option,
      label: option.label === 'New' ? 'Fresh' : option.label,
    }))
    expect((await started.api.patch(`/custom-fields/${status.id}`, { options, defaultValue: 'Fresh' })).status).toBe(
      200,
    )
    expect((await started.api.get(`/triage-events/${event.id}`)).body.status).toBe('Fresh')
    expect((await add('After')).status).toBe('Fresh')
  })

  it('becomes an incident with fields and entities, linked both ways, and only once (TRI-20 … TRI-22)', async () => {
    const event = await add('Convert 203.0.113.66', {
      severity: 'High',
      type: 'Malware',
      description: '<p>x</p>',
      fields: { opt_1: 9 },
    })
    const [first, second] = await Promise.all([
      started.api.post(`/triage-events/${event.id}/convert`, {}),
      started.api.post(`/triage-events/${event.id}/convert`, {}),
    ])
    expect([first.status, second.status].sort()).toEqual([200, 409])
    const { incidentId, triageEvent } = (first.status === 200 ? first : second).body
    expect(triageEvent).toMatchObject({ state: 'converted', incidentId })
    const incident = await started.api.get(`/incidents/${incidentId}`)
    expect(incident.body).toMatchObject({
      fields: { name: 'Convert 203.0.113.66', restriction: 'High', type: ['Malware'], additional_info: '<p>x</p>' },
      generatedBy: { kind: 'triage', id: String(event.id) },
      artifacts: [{ name: 'Score', value: '9' }],
    })
    const entities = await started.api.get(`/incidents/${incidentId}/entities`)
    expect(entities.body.items.map((item: { value: string }) => item.value)).toContain('203.0.113.66')
    expect((await started.api.get('/triage-events?query=Convert')).body.total).toBe(0)
  })

  it('lets nobody without the capability see or convert', async () => {
    const rita = await colleague('rita@test.example', 'Read only')
    const event = await add('Not yours')
    expect((await rita.api.get('/triage-events')).status).toBe(200)
    expect((await rita.api.post(`/triage-events/${event.id}/convert`, {})).status).toBe(403)
    expect((await rita.api.post('/triage-events', { title: 'x' })).status).toBe(403)
  })
})

describe('fields of a converted event (TRI-21)', () => {
  const base = {
    required: false,
    useAsFilter: false,
    useInNotifications: false,
    defaultValue: null,
    help: '',
    position: 1,
    version: 1,
  }
  const field = (
    section: 'incidents' | 'triage',
    name: string,
    internalName: string,
    type: 'text' | 'list',
    labels: string[] = [],
  ) => ({
    ...base,
    id: `${section}-${internalName}`,
    section,
    name,
    internalName,
    type,
    options: labels.map((label) => ({ id: label, label, retired: false, shipped: false })),
  })

  it('find their counterpart by name and type, the others become artifacts', () => {
    const event = {
      title: 't',
      description: '',
      severity: null,
      type: null,
      fields: { opt_1: 'a', opt_2: 'b', opt_3: 'Gone', opt_4: null },
    }
    const from = [
      field('triage', 'Sender', 'opt_1', 'text'),
      field('triage', 'Campaign', 'opt_2', 'text'),
      field('triage', 'Region', 'opt_3', 'list', ['Gone']),
      field('triage', 'Empty', 'opt_4', 'text'),
    ]
    const to = [field('incidents', 'sender', 'opt_7', 'text'), field('incidents', 'Region', 'opt_8', 'list', ['North'])]
    expect(carryFields(event, from, to)).toEqual({
      fields: { name: 't', opt_7: 'a' },
      artifacts: [
        { name: 'Campaign', value: 'b' },
        { name: 'Region', value: 'Gone' },
      ],
    })
  })
})
