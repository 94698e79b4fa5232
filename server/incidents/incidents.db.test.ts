import { type ApiClient, createApiClient, createTestInstance } from '@tocsin/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

type Entry = { category: string; title: string; text: string; details: unknown; actor: { name: string } }

describe('incidents', () => {
  let started: Awaited<ReturnType<typeof createTestInstance>>
  let api: ApiClient
  let now = new Date('2026-03-10T12:00:00Z')

  beforeAll(async () => {
    started = await createTestInstance({ roles: ['web'], clock: { now: () => now } })
    api = started.api
  })
  afterAll(() => started.stop())

  const later = (minutes: number) => {
    now = new Date(now.getTime() + minutes * 60_000)
  }
  const create = async (fields: Record<string, unknown> = {}, more: Record<string, unknown> = {}) => {
    const answer = await api.post('/incidents', { fields, ...more })
    expect(answer.status, JSON.stringify(answer.body)).toBe(201)
    return answer.body
  }
  const warRoom = async (id: number): Promise<Entry[]> => (await api.get(`/incidents/${id}/war-room`)).body.items
  const template = async (name: string) =>
    (await api.get('/incident-templates')).body.items.find((each: { name: string }) => each.name === name)
  const userId = async () => (await api.get('/session')).body.user.id

  it('opens an incident with defaults, a label and times (INC-01, INC-02, NEW-18)', async () => {
    const incident = await create({ name: 'Odd login' })
    expect(incident).toMatchObject({
      id: expect.any(Number),
      open: true,
      version: 1,
      generatedBy: { kind: 'user', name: 'Anna' },
      fields: {
        incidentid: 'INC-2026-1',
        name: 'Odd login',
        status: 'Open',
        type: ['General'],
        incident_category: ['Security'],
        purpose: 'Investigation',
        restriction: null,
        owner: null,
        starttime: '2026-03-10T12:00:00.000Z',
        openingtime: '2026-03-10T12:00:00.000Z',
        closingtime: null,
        is_deleted: false,
      },
      abilities: { change: true, close: true, reopen: 'The incident is open.' },
    })
    expect((await api.get(`/incidents/${incident.id}`)).body).toEqual(incident)
  })

  it('gives what the caller sends before the template, and that before the fields (TPL-07)', async () => {
    const { id: templateId } = await template('Network alert')
    const incident = await create({ restriction: 'high', tags: ['ids', 'edge'] }, { templateId })
    expect(incident.templateId).toBe(templateId)
    expect(incident.fields).toMatchObject({
      type: ['Network'],
      restriction: 'High',
      tags: ['ids', 'edge'],
      purpose: 'Investigation',
    })
  })

  it('refuses with a detail per field what does not fit or is missing (NEW-14)', async () => {
    const { body: field } = await api.post('/custom-fields', {
      section: 'incidents',
      name: 'Unit',
      type: 'text',
      required: true,
    })
    const refused = await api.post('/incidents', {
      fields: { restriction: 'Terrible', starttime: 'soon', openingtime: '2026-01-01', nonsense: 1, status: 'Closed' },
    })
    expect(refused.status).toBe(400)
    expect(refused.body.details.map((detail: { path: string }) => detail.path).sort()).toEqual([
      'fields.nonsense',
      'fields.openingtime',
      `fields.${field.internalName}`,
      'fields.restriction',
      'fields.starttime',
    ])
    expect(
      (await api.post('/incidents', { fields: { [field.internalName]: 'x', status: 'Closed' } })).body.details,
    ).toEqual([{ path: 'fields.status', message: expect.stringContaining('by closing it') }])
    expect((await create({ [field.internalName]: 'North' })).fields[field.internalName]).toBe('North')
    await api.delete(`/custom-fields/${field.id}`)
    expect((await api.post('/incidents', { templateId: 'none' })).status).toBe(404)
  })

  it('changes fields, refuses a stale version and tells before and after (IDT-06, IDT-10, IDT-11)', async () => {
    const incident = await create({ name: 'A', restriction: 'Low' })
    later(1)
    const owner = await userId()
    const changed = await api.patch(`/incidents/${incident.id}`, {
      version: incident.version,
      fields: { name: 'B', restriction: 'high', owner, name_is_no_field: undefined },
    })
    expect(changed.body).toMatchObject({
      version: 2,
      updatedAt: now.toISOString(),
      fields: { name: 'B', restriction: 'High', owner: { id: owner, name: 'Anna' } },
    })
    const stale = await api.patch(`/incidents/${incident.id}`, { version: incident.version, fields: { name: 'C' } })
    expect(stale).toMatchObject({ status: 409, body: { code: 'stale_version' } })
    const same = await api.patch(`/incidents/${incident.id}`, { fields: { name: 'B', endtime: null } })
    expect(same.body.version).toBe(2)
    const { body: audit } = await api.get(`/audit-events?type=IncidentUpdated&subjectId=${incident.id}`)
    expect(audit.items).toHaveLength(1)
    expect(audit.items[0]).toMatchObject({
      before: { fields: { name: 'A', restriction: 'Low', owner: null } },
      after: { fields: { name: 'B', restriction: 'High', owner: { name: 'Anna' } } },
    })
    const { body: investigators } = await api.get(`/incidents/${incident.id}/investigators`)
    expect(investigators.items).toMatchObject([{ userId: owner, profile: 'Administrator', owner: true }])
  })

  it('closes with a note and reopens with the status that was there (CLS-01, CLS-03, CLS-04, INC-05, NOTE-03)', async () => {
    const { id } = await create({ status: 'Identification' })
    later(5)
    const closed = await api.post(`/incidents/${id}/close`, { note: 'All <b>clear</b><script>alert(1)</script>' })
    expect(closed.body).toMatchObject({
      open: false,
      fields: { status: 'Closed', closingtime: now.toISOString(), closing_note: 'All <b>clear</b>' },
      abilities: { close: 'The incident is closed already.', reopen: true },
    })
    expect((await api.post(`/incidents/${id}/close`, {})).status).toBe(409)
    expect((await api.patch(`/incidents/${id}`, { fields: { status: 'Open' } })).body.code).toBe('wrong_state')
    expect((await api.get(`/incidents/${id}/notes`)).body.items).toMatchObject([
      { closing: true, text: 'All <b>clear</b>' },
    ])
    const reopened = await api.post(`/incidents/${id}/reopen`, {})
    expect(reopened.body).toMatchObject({ open: true, fields: { status: 'Identification', closingtime: null } })
    expect((await api.post(`/incidents/${id}/reopen`, {})).status).toBe(409)
  })

  it('shows in the war room everything that happened, in order (WAR-01, WAR-02)', async () => {
    const { id } = await create(
      { description: 'Seen at 203.0.113.7' },
      { artifacts: [{ name: 'source', value: '198.51.100.9' }] },
    )
    later(1)
    await api.patch(`/incidents/${id}`, { fields: { restriction: 'High', status: 'Identification' } })
    await api.post(`/incidents/${id}/notes`, { title: 'First look', text: '<p>asked 203.0.113.99</p>' })
    await api.post(`/incidents/${id}/tasks`, { title: 'Call the owner' })
    await api.post(`/incidents/${id}/war-room`, { title: 'Called by phone', text: '<img src=x onerror=alert(1)>yes' })
    await api.post(`/incidents/${id}/close`, { note: 'done' })
    const entries = await warRoom(id)
    expect(entries.map((entry) => `${entry.category}: ${entry.title}`)).toEqual([
      expect.stringMatching(/^incident: created the incident INC-2026-\d+$/),
      expect.stringMatching(/^entity: found the entities .*198\.51\.100\.9/),
      'status: changed Status from Open to Identification',
      'field: changed Severity from nothing to High',
      'note: added the note "First look"',
      'entity: found the entity 203.0.113.99',
      'task: added the task "Call the owner"',
      'event: Called by phone',
      'note: added the closing note',
      'status: closed the incident',
    ])
    expect(entries[3]).toMatchObject({
      actor: { name: 'Anna' },
      details: { field: 'restriction', before: null, after: 'High' },
    })
    expect(entries[7]?.text).toBe('yes')
    const { body: some } = await api.get(`/incidents/${id}/war-room?category=status,event&order=newest&limit=2`)
    expect(some).toMatchObject({ total: 3, items: [{ title: 'closed the incident' }, { title: 'Called by phone' }] })
    const { body: rest } = await api.get(
      `/incidents/${id}/war-room?category=status,event&order=newest&limit=2&cursor=${some.nextCursor}`,
    )
    expect(rest.items).toMatchObject([{ title: 'changed Status from Open to Identification' }])
    const { body: entities } = await api.get(`/incidents/${id}/entities`)
    expect(entities.items.map((entity: { value: string }) => entity.value).sort()).toEqual([
      '198.51.100.9',
      '203.0.113.7',
      '203.0.113.99',
    ])
  })

  it('hides notes from whoever may not read them, also in the war room (NOTE-05)', async () => {
    const { id } = await create()
    await api.post(`/incidents/${id}/notes`, { text: 'secret' })
    const blind = { ...started.actor, capabilities: new Set(started.actor.capabilities) }
    blind.capabilities.delete('note.access')
    const { listWarRoom } = await import('./war-room/war-room-list.ts')
    const page = await started.instance.database.read((tx) =>
      listWarRoom(tx, blind, id, { order: 'oldest', limit: 50 }),
    )
    expect(page.items.map((entry) => entry.category)).toEqual(['incident'])
  })

  it('keeps former texts of notes and cleans every HTML (NOTE-06, GEN-18)', async () => {
    const { id, fields } = await create({ additional_info: '<p onclick="x()">Hi</p><iframe src="//evil"></iframe>' })
    expect(fields.additional_info).toBe('<p>Hi</p>')
    const { body: note } = await api.post(`/incidents/${id}/notes`, { title: 'T', text: 'one <script>1</script>' })
    const { body: changed } = await api.patch(`/notes/${note.id}`, { version: note.version, text: 'two' })
    expect(changed).toMatchObject({ text: 'two', title: 'T', version: 2 })
    expect((await api.patch(`/notes/${note.id}`, { version: 1, text: 'three' })).body.code).toBe('stale_version')
    const { body: audit } = await api.get(`/audit-events?type=NoteUpdated&subjectId=${note.id}`)
    expect(audit.items[0]).toMatchObject({
      before: { text: 'one ' },
      after: { text: 'two' },
      parent: { kind: 'incidents' },
    })
  })

  it('adds an artifact once and takes entities out of it (NEW-05)', async () => {
    const { id } = await create()
    await api.post(`/incidents/${id}/artifacts`, { name: 'host', value: '192.0.2.50' })
    const { body } = await api.post(`/incidents/${id}/artifacts`, { name: 'host', value: '192.0.2.50' })
    expect(body.items).toEqual([{ name: 'host', value: '192.0.2.50' }])
    const titles = (await warRoom(id)).map((entry) => entry.title)
    expect(titles.filter((title) => title === 'added the artifact host')).toHaveLength(1)
  })

  it('stores what alerts may bring: NUL characters, long and foreign texts', async () => {
    const name = `naïve \u0000 \u{1F525} ${'x'.repeat(5000)}`
    const incident = await create(
      { name, incidentid: 'NUL\u0000-1' },
      { artifacts: [{ name: 'a\u0000b', value: 'c\u0000' }] },
    )
    expect(incident).toMatchObject({
      fields: { name: name.replace('\u0000', ''), incidentid: 'NUL-1' },
      artifacts: [{ name: 'ab', value: 'c' }],
    })
    expect((await api.get(`/incidents?query=${encodeURIComponent('name ~ "\u{1F525}" \u0000')}`)).body.total).toBe(1)
  })

  it('gives playbooks every field and artifacts of one name as a list', async () => {
    const { id } = await create(
      { name: 'Scope' },
      {
        artifacts: [
          { name: 'ip', value: '1.2.3.4' },
          { name: 'ip', value: '5.6.7.8' },
          { name: 'user', value: 'eve' },
        ],
      },
    )
    const { readIncidentScope } = await import('./index.ts')
    const scope = await started.instance.database.read((tx) => readIncidentScope(tx, id))
    expect(scope.artifact).toEqual({ ip: ['1.2.3.4', '5.6.7.8'], user: 'eve' })
    expect(scope.incident).toMatchObject({ id, name: 'Scope', status: 'Open', owner: null })
  })

  it('lets deleted incidents be restored and lists them only when asked for (INC-10, INC-16, INC-17)', async () => {
    const { id } = await create({ name: 'goes away' })
    expect((await api.delete(`/incidents/${id}`)).status).toBe(204)
    const find = async (query: string) => (await api.get(`/incidents?query=${encodeURIComponent(query)}`)).body.total
    expect(await find('"goes away"')).toBe(0)
    expect(await find('"goes away" is_deleted = true')).toBe(1)
    expect((await api.patch(`/incidents/${id}`, { fields: { name: 'x' } })).body).toMatchObject({
      code: 'wrong_state',
      message: expect.stringContaining('Restore'),
    })
    expect((await api.post(`/incidents/${id}/restore`)).body.fields.is_deleted).toBe(false)
    expect(await find('"goes away"')).toBe(1)
  })

  it('follows when a value of a list gets another name, also two that swap (CF-03)', async () => {
    const { id } = await create({ type: ['Malware', 'Phishing'], restriction: 'High' })
    await api.post(`/incidents/${id}/close`, {})
    const { body } = await api.get('/custom-fields?section=incidents')
    const rename = async (name: string, labels: Record<string, string>) => {
      const field = body.defaults.find((each: { internalName: string }) => each.internalName === name)
      const options = field.options.map((option: { id: string; label: string }) => ({
        id: option.id,
        label: labels[option.label] ?? option.label,
      }))
      expect((await api.patch(`/custom-fields/${field.id}`, { options })).status).toBe(200)
    }
    await rename('type', { Malware: 'Phishing', Phishing: 'Malware' })
    await rename('status', { Open: 'New', Closed: 'Geschlossen' })
    expect((await api.get(`/incidents/${id}`)).body.fields).toMatchObject({
      type: ['Phishing', 'Malware'],
      status: 'Geschlossen',
    })
    expect((await api.post(`/incidents/${id}/reopen`, {})).body.fields.status).toBe('New')
    await rename('type', {})
    await rename('status', {})
    expect((await api.get(`/incidents/${id}`)).body.fields.status).toBe('Open')
  })

  it('answers a creation that is sent twice with the same key once (NEW-19)', async () => {
    const send = () => api.post('/incidents', { fields: { name: 'twice' } }, { 'idempotency-key': 'alert-1' })
    const [first, second] = [await send(), await send()]
    expect(second.body).toEqual(first.body)
    expect((await api.get('/incidents?query=name%3Atwice')).body.total).toBe(1)
  })

  describe('for somebody who may not open all (INV-06, INV-08, INV-09)', () => {
    let ben: ApiClient
    let benId: string

    beforeAll(async () => {
      const capabilities = JSON.stringify([
        'incident.edit',
        'incident.access',
        'incident.view',
        'note.edit',
        'note.access',
        'entity.access',
        'task.view',
      ])
      await started.instance.database.write((tx) =>
        tx.sql.insertInto('profiles').values({ name: 'Responder', capabilities, shipped: false }).execute(),
      )
      const person = { email: 'ben@test.example', password: 'a long enough one' }
      benId = (await api.post('/users', { ...person, name: 'Ben', profile: 'Responder' })).body.id
      ben = await createApiClient(started.test.address, 'acme', person)
    })

    it('lists and opens only his own and those he investigates', async () => {
      const { id: foreign } = await create({ name: 'foreign' })
      const { id: owned } = await create({ name: 'owned', owner: 'ben@test.example' })
      const { id: shared } = await create({ name: 'shared' })
      await api.post(`/incidents/${shared}/investigators`, { userId: benId })
      const { body } = await ben.get('/incidents?sort=id')
      expect(body.items.map((incident: { id: number }) => incident.id)).toEqual([owned, shared])
      expect(body.total).toBe(2)
      for (const path of ['', '/notes', '/war-room', '/entities', '/tasks', '/artifacts', '/investigators']) {
        expect((await ben.get(`/incidents/${foreign}${path}`)).status, path).toBe(403)
        expect((await ben.get(`/incidents/${shared}${path}`)).status, path).toBe(200)
      }
      expect((await ben.patch(`/incidents/${foreign}`, { fields: { name: 'x' } })).status).toBe(403)
      expect((await ben.post(`/incidents/${foreign}/notes`, { text: 'x' })).status).toBe(403)
      expect((await ben.post(`/incidents/${shared}/investigators`, { userId: benId })).status).toBe(403)
      await api.delete(`/incidents/${shared}/investigators/${benId}`)
      expect((await ben.get(`/incidents/${shared}`)).status).toBe(403)
      expect((await api.delete(`/incidents/${owned}/investigators/${benId}`)).body.code).toBe('wrong_state')
    })

    it('says on the record what he may do, and refuses the rest (INV-05)', async () => {
      const { id } = await create({ owner: benId })
      const { body } = await ben.get(`/incidents/${id}`)
      expect(body.abilities).toMatchObject({
        change: true,
        close: true,
        changeOwner: expect.stringContaining('owner'),
        manageInvestigators: expect.any(String),
      })
      const refused = await ben.patch(`/incidents/${id}`, { fields: { owner: null } })
      expect(refused.status).toBe(403)
      expect((await api.get(`/incidents/${id}`)).body.fields.owner.name).toBe('Ben')
    })

    it('lets him open what he made himself', async () => {
      const { body } = await ben.post('/incidents', { fields: { name: 'by Ben' } })
      expect((await ben.get(`/incidents/${body.id}`)).status).toBe(200)
      const { body: mine } = await ben.get('/incidents?query=investigator%20%3D%20me%20AND%20name%3A%22by%20Ben%22')
      expect(mine.total).toBe(1)
    })
  })
})
