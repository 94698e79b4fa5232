import { ADMIN_EMAIL, ADMIN_PASSWORD, createApiClient, createTestInstance } from '@tocsin/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

type Started = Awaited<ReturnType<typeof createTestInstance>>

describe('access', () => {
  let started: Started
  let now = new Date('2026-01-05T10:00:00Z')

  beforeAll(async () => {
    started = await createTestInstance({ roles: ['web'], clock: { now: () => now } })
  })
  afterAll(() => started.stop())

  const anonymous = () => started.api.as()
  const signIn = (email: string, password: string) => anonymous().post('/session', { email, password })

  it('answers who I am and where after signing in', async () => {
    const { body } = await started.api.get('/session')
    expect(body.user).toMatchObject({ email: ADMIN_EMAIL, profile: 'Administrator', signedInFrom: null })
    expect(body.instance).toMatchObject({ slug: 'acme', name: 'Acme', console: false })
  })

  it('sets a cookie that scripts cannot read and that is bound to the instance', async () => {
    const { headers } = await signIn(ADMIN_EMAIL, ADMIN_PASSWORD)
    expect(headers.get('set-cookie')).toMatch(/^tocsin_session_acme=.+; Path=\/acme; HttpOnly; SameSite=Lax/)
  })

  it('refuses without credentials and says what to do', async () => {
    const answer = await anonymous().get('/users')
    expect(answer.status).toBe(401)
    expect(answer.body).toMatchObject({ code: 'not_signed_in', requestId: expect.any(String) })
  })

  it('ends a session at sign-out', async () => {
    const client = await createApiClient(started.test.address, 'acme', { email: ADMIN_EMAIL, password: ADMIN_PASSWORD })
    expect((await client.delete('/session')).status).toBe(204)
    expect((await client.get('/session')).status).toBe(401)
  })

  it('locks an account for a while after five wrong passwords, and an administrator unlocks it (SEC-01, SEC-04)', async () => {
    const password = 'a long enough one'
    const created = await started.api.post('/users', {
      email: 'ben@test.example',
      name: 'Ben',
      profile: 'Analyst',
      password,
    })
    expect(created.status).toBe(201)
    for (let tries = 0; tries < 5; tries += 1) {
      expect((await signIn('ben@test.example', 'wrong')).body.code).toBe('wrong_credentials')
    }
    const locked = await signIn('BEN@test.example', password)
    expect(locked.status).toBe(429)
    expect(locked.body.code).toBe('locked_out')
    await started.api.patch(`/users/${created.body.id}`, { unlock: true })
    expect((await signIn('ben@test.example', password)).status).toBe(200)
    for (let tries = 0; tries < 5; tries += 1) await signIn('ben@test.example', 'wrong')
    now = new Date(now.getTime() + 16 * 60_000)
    expect((await signIn('ben@test.example', password)).status).toBe(200)
  })

  it('gives a session only what its profile allows, from the next request on (ROL-03, ROL-06)', async () => {
    const credentials = { email: 'rita@test.example', password: 'a long enough one' }
    const { body: rita } = await started.api.post('/users', { ...credentials, name: 'Rita', profile: 'Read only' })
    const client = await createApiClient(started.test.address, 'acme', credentials)
    const refused = await client.post('/users', {
      email: 'x@test.example',
      name: 'X',
      profile: 'Read only',
      password: credentials.password,
    })
    expect(refused.status).toBe(403)
    expect(refused.body.message).toContain('user.manage')
    await started.api.patch(`/users/${rita.id}`, { profile: 'Administrator' })
    expect((await client.get('/api-keys')).status).toBe(200)
    await started.api.patch(`/users/${rita.id}`, { active: false })
    expect((await client.get('/session')).status).toBe(401)
  })

  it('makes no key that may more than its maker', async () => {
    const credentials = { email: 'carl@test.example', password: 'a long enough one' }
    await started.api.post('/users', { ...credentials, name: 'Carl', profile: 'Analyst' })
    const client = await createApiClient(started.test.address, 'acme', credentials)
    const refused = await client.post('/api-keys', { name: 'mine', profile: 'Administrator' })
    expect(refused.status).toBe(403)
    const { body } = await client.post('/api-keys', { name: 'mine' })
    const keyed = client.as({ key: body.key })
    expect((await keyed.get('/profiles')).status).toBe(200)
    expect((await keyed.get('/api-keys')).status).toBe(403)
    await started.api.delete(`/api-keys/${body.id}`)
    expect((await keyed.get('/profiles')).status).toBe(401)
  })

  it('names each wrong field of a request', async () => {
    const answer = await started.api.post('/users', {
      email: 'nobody',
      name: '',
      profile: 'Analyst',
      password: 'short',
    })
    expect(answer.status).toBe(400)
    expect(answer.body.details.map((detail: { path: string }) => detail.path).sort()).toEqual([
      'email',
      'name',
      'password',
    ])
  })

  it('answers a repeated Idempotency-Key with the first answer and makes nothing twice (API-13)', async () => {
    const user = { email: 'ida@test.example', name: 'Ida', profile: 'Analyst', password: 'a long enough one' }
    const headers = { 'idempotency-key': 'make-ida' }
    const first = await started.api.post('/users', user, headers)
    const second = await started.api.post('/users', user, headers)
    expect(second.body).toEqual(first.body)
    const other = await started.api.post('/users', { ...user, email: 'other@test.example' }, headers)
    expect(other.body.code).toBe('wrong_state')
  })

  it('refuses a change that another site’s page sends', async () => {
    const headers = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
    const answer = await started.api.post('/api-keys', { name: 'stolen' }, headers)
    expect(answer.status).toBe(403)
  })

  it('records every change with who, before and after (AUD-04)', async () => {
    const { body } = await started.api.get('/audit-events?type=UserUpdated&limit=1')
    expect(body.items[0]).toMatchObject({
      actor: { kind: 'user', name: 'Anna' },
      before: { name: 'Rita' },
      after: { active: false },
    })
    expect(JSON.stringify(body)).not.toContain('a long enough one')
  })

  it('lets nobody set the password of somebody who may more', async () => {
    const credentials = { email: 'uma@test.example', password: 'a long enough one' }
    const capabilities = JSON.stringify(['user.manage'])
    await started.instance.database.write((tx) =>
      tx.sql.insertInto('profiles').values({ name: 'Service desk', capabilities, shipped: false }).execute(),
    )
    const { body: uma } = await started.api.post('/users', { ...credentials, name: 'Uma', profile: 'Service desk' })
    const boss = { email: 'boss@test.example', password: 'a long enough one' }
    const { body: above } = await started.api.post('/users', { ...boss, name: 'Boss', profile: 'Administrator' })
    const client = await createApiClient(started.test.address, 'acme', credentials)
    const refused = await client.patch(`/users/${above.id}`, { password: 'another long one' })
    expect(refused).toMatchObject({ status: 403, body: { message: expect.stringContaining('Boss may more than you') } })
    expect((await signIn(boss.email, boss.password)).status).toBe(200)
    const mine = await client.patch(`/users/${uma.id}`, { password: 'another long one' })
    expect(mine.status, JSON.stringify(mine.body)).toBe(200)
  })
})
