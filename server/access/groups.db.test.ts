import {
  type ApiClient,
  createApiClient,
  createTestDeployment,
  type TestDeployment,
  type TestInstance,
} from '@tocsin/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const password = 'a long enough one'

describe('groups of users', () => {
  let test: TestDeployment
  let acme: TestInstance
  let globex: TestInstance
  let number = 0
  beforeAll(async () => {
    test = await createTestDeployment({ roles: ['web'] })
    acme = await test.addInstance('acme')
    globex = await test.addInstance('globex')
  })
  afterAll(() => test.stop())

  interface Person {
    id: string
    email: string
    api: ApiClient
  }
  async function person(profile: string): Promise<Person> {
    number += 1
    const email = `person${number}@test.example`
    const { body, status } = await acme.api.post('/users', { email, name: `Person ${number}`, profile, password })
    expect(status, JSON.stringify(body)).toBe(201)
    return { id: body.id, email, api: await createApiClient(test.address, 'acme', { email, password }) }
  }
  async function group(more: Record<string, unknown> = {}) {
    number += 1
    const { body, status } = await acme.api.post('/groups', { name: `Group ${number}`, ...more })
    expect(status, JSON.stringify(body)).toBe(201)
    return body
  }
  const capabilitiesOf = async (someone: Person): Promise<string[]> =>
    (await someone.api.get('/session')).body.user.capabilities
  const events = (id: string) =>
    acme.instance.database.read((tx) =>
      tx.sql.selectFrom('events').select('type').where('subject_id', '=', id).orderBy('id').execute(),
    )

  it('have a name, a profile and members, and are audited (GRP-01)', async () => {
    const ann = await person('Read only')
    const made = await group({ name: 'Night shift', profile: 'Analyst', members: [ann.id] })
    expect(made).toMatchObject({ profile: 'Analyst', members: [{ id: ann.id, active: true }] })
    const named = await acme.api.patch(`/groups/${made.id}`, { name: 'Late shift', version: made.version })
    expect(named.body).toMatchObject({ name: 'Late shift', profile: 'Analyst', members: [{ id: ann.id }] })
    expect((await acme.api.patch(`/groups/${made.id}`, { name: 'X', version: made.version })).body.code).toBe(
      'stale_version',
    )
    const { body } = await acme.api.get('/users')
    expect(body.items.find((user: Person) => user.id === ann.id).groups).toEqual([
      { id: made.id, name: 'Late shift', profile: 'Analyst' },
    ])
    expect((await acme.api.delete(`/groups/${made.id}`)).status).toBe(204)
    expect((await acme.api.delete(`/groups/${made.id}`)).status).toBe(404)
    expect((await events(made.id)).map(({ type }) => type)).toEqual(['GroupCreated', 'GroupUpdated', 'GroupDeleted'])
  })

  it('refuse a name that is taken, also by a profile, and members who are nobody', async () => {
    await group({ name: 'SOC' })
    expect((await acme.api.post('/groups', { name: 'soc' })).body.code).toBe('name_taken')
    expect((await acme.api.post('/groups', { name: 'analyst' })).body.code).toBe('name_taken')
    expect((await acme.api.post('/groups', { name: 'SOC, night' })).body.code).toBe('invalid_input')
    const stranger = '00000000-0000-4000-8000-000000000001'
    expect((await acme.api.post('/groups', { name: 'Strangers', members: [stranger] })).body.code).toBe('invalid_input')
  })

  it('decide by their profile what a member may do from his next call on, in place of his own (GRP-02, ROL-06)', async () => {
    const ann = await person('Analyst')
    expect((await ann.api.get('/incidents')).status).toBe(200)
    const made = await group({ profile: 'Read only', members: [ann.id] })
    expect((await ann.api.post('/incidents', { fields: { name: 'no' } })).status).toBe(403)
    expect((await ann.api.get('/session')).body.user.profile).toBe('Read only')
    await acme.api.patch(`/groups/${made.id}`, { profile: null })
    expect((await ann.api.get('/session')).body.user.profile).toBe('Analyst')
    await acme.api.patch(`/groups/${made.id}`, { profile: 'Administrator' })
    expect((await ann.api.get('/api-keys')).status).toBe(200)
    await acme.api.patch(`/groups/${made.id}`, { members: [] })
    expect((await ann.api.get('/api-keys')).status).toBe(403)
  })

  it('add up where somebody is in several, and leave him his own profile where none has one (GRP-03)', async () => {
    const ann = await person('Read only')
    await group({ members: [ann.id] })
    const own = await capabilitiesOf(ann)
    const analysts = await group({ profile: 'Analyst', members: [ann.id] })
    const asAnalyst = await capabilitiesOf(ann)
    expect(asAnalyst).toContain('incident.edit')
    const readers = await group({ profile: 'Read only', members: [ann.id] })
    const both = await capabilitiesOf(ann)
    expect(new Set(both)).toEqual(new Set([...own, ...asAnalyst]))
    await acme.api.delete(`/groups/${analysts.id}`)
    await acme.api.delete(`/groups/${readers.id}`)
    expect(new Set(await capabilitiesOf(ann))).toEqual(new Set(own))
  })

  it('are managed only with the capability for it, and read by everybody who is signed in (GRP-05)', async () => {
    const ann = await person('Analyst')
    const made = await group()
    expect((await ann.api.get('/groups')).status).toBe(200)
    expect((await ann.api.post('/groups', { name: 'Mine' })).status).toBe(403)
    expect((await ann.api.patch(`/groups/${made.id}`, { members: [ann.id] })).status).toBe(403)
    expect((await ann.api.delete(`/groups/${made.id}`)).status).toBe(403)
    expect((await ann.api.get(`/groups/${made.id}/uses`)).status).toBe(403)
  })

  it('give nobody, in no way, more than whoever changes them may do himself', async () => {
    await acme.instance.database.write((tx) =>
      tx.sql
        .insertInto('profiles')
        .values({ name: 'Group keeper', capabilities: JSON.stringify(['group.manage', 'user.manage']) })
        .execute(),
    )
    const keeper = await person('Group keeper')
    const administrator = await person('Administrator')
    const held = await group({ profile: 'Administrator' })
    const limiting = await group({ profile: 'Read only', members: [administrator.id] })
    expect((await keeper.api.post('/groups', { name: 'Up', profile: 'Administrator' })).body.code).toBe('not_allowed')
    const join = await keeper.api.patch(`/groups/${held.id}`, { members: [keeper.id] })
    expect(join).toMatchObject({ status: 403, body: { code: 'not_allowed' } })
    // Taking somebody out, or the group away, would give him his own profile back.
    expect((await keeper.api.patch(`/groups/${limiting.id}`, { members: [] })).body.code).toBe('not_allowed')
    expect((await keeper.api.delete(`/groups/${limiting.id}`)).body.code).toBe('not_allowed')
    expect(await capabilitiesOf(keeper)).not.toContain('incident.view')
    const ann = await person('Group keeper')
    expect(
      (await keeper.api.post('/groups', { name: 'Keepers', profile: 'Group keeper', members: [ann.id] })).status,
    ).toBe(201)
  })

  it('cannot take from the last one the right to manage users and groups', async () => {
    const { body: made } = await globex.api.post('/groups', { name: 'Readers', profile: 'Read only' })
    const { body: users } = await globex.api.get('/users')
    const everybody = users.items.map((user: { id: string }) => user.id)
    const refused = await globex.api.patch(`/groups/${made.id}`, { members: everybody })
    expect(refused.body).toMatchObject({ code: 'wrong_state' })
    expect((await globex.api.get('/groups')).body.items[0].members).toEqual([])
    const self = await globex.api.patch(`/users/${everybody[0]}`, { profile: 'Read only' })
    expect(self.body).toMatchObject({ code: 'wrong_state' })
  })

  it('give an API key of a member the profile that he has now', async () => {
    const ann = await person('Administrator')
    await group({ profile: 'Analyst', members: [ann.id] })
    const { body, status } = await ann.api.post('/api-keys', { name: 'mine' })
    expect(status, JSON.stringify(body)).toBe(201)
    const keys = (await acme.api.get('/api-keys')).body.items
    expect(keys.find((key: { id: string }) => key.id === body.id).profile).toBe('Analyst')
    await group({ profile: 'Read only', members: [ann.id] })
    expect((await ann.api.post('/api-keys', { name: 'which' })).body).toMatchObject({ code: 'invalid_input' })
    expect((await ann.api.post('/api-keys', { name: 'this', profile: 'Read only' })).status).toBe(201)
  })

  it('are of one instance: another knows neither them nor their members', async () => {
    const ann = await person('Analyst')
    const made = await group({ members: [ann.id] })
    expect((await globex.api.get('/groups')).body.items.map((each: { id: string }) => each.id)).not.toContain(made.id)
    expect((await globex.api.patch(`/groups/${made.id}`, { name: 'Taken' })).status).toBe(404)
    expect((await globex.api.delete(`/groups/${made.id}`)).status).toBe(404)
    expect((await globex.api.get(`/groups/${made.id}/uses`)).status).toBe(404)
    expect((await globex.api.post('/groups', { name: 'Theirs', members: [ann.id] })).body.code).toBe('invalid_input')
  })
})
