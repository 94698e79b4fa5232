import { createTestDeployment, type TestDeployment, type TestInstance } from '@tocsin/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { modules } from './modules.ts'

/** Over the route table itself, so that a new route cannot be forgotten (FLT-60). */
describe('every route of an instance', () => {
  let test: TestDeployment
  let acme: TestInstance
  let globex: TestInstance
  let foreign: { name: string; headers: Record<string, string> }[]

  beforeAll(async () => {
    test = await createTestDeployment({ roles: ['web'] })
    acme = await test.addInstance('acme', { console: true })
    globex = await test.addInstance('globex', { console: true })
    const { body } = await globex.api.post('/api-keys', { name: 'foreign' })
    const signedIn = await globex.api
      .as()
      .post('/session', { email: 'admin@test.example', password: 'correct horse battery' })
    const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? ''
    const token = cookie.slice(cookie.indexOf('=') + 1)
    foreign = [
      { name: 'nothing', headers: {} },
      { name: 'a key of another instance', headers: { authorization: `Bearer ${body.key}` } },
      { name: 'a session of another instance', headers: { cookie } },
      { name: 'that session under the name of this one', headers: { cookie: `tocsin_session_acme=${token}` } },
      { name: 'a made-up key', headers: { authorization: 'Bearer tcs_made-up' } },
    ]
  })
  afterAll(() => test.stop())

  const guarded = modules
    .flatMap((module) => module.routes ?? [])
    .filter(({ endpoint }) => endpoint.capability !== 'public')

  it('are many, and public is only what has to be', () => {
    expect(guarded.length).toBeGreaterThan(100)
    const open = modules
      .flatMap((module) => module.routes ?? [])
      .filter(({ endpoint }) => endpoint.capability === 'public')
    expect(open.map(({ endpoint }) => endpoint.name)).toEqual(['signIn'])
  })

  const dialects = modules.flatMap(({ dialect }) =>
    (dialect?.routes ?? []).map(
      ({ endpoint }) => [`${endpoint.method} ${dialect?.base}${endpoint.path}`, endpoint] as const,
    ),
  )
  it.each(dialects)('%s gives nothing to credentials of another instance', async (call, endpoint) => {
    const [, path] = call.split(' ', 2)
    expect(endpoint.capability).not.toBe('public')
    for (const { name, headers } of foreign) {
      const answer = await fetch(`${test.address}/acme${path}`, { method: endpoint.method, headers })
      expect(answer.status, `with ${name}`).toBe(401)
      expect(((await answer.json()) as { error: string }).error, `with ${name}`).toBe('not_signed_in')
    }
  })

  it.each(
    guarded.map(({ endpoint }) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const),
  )('%s gives nothing to credentials of another instance', async (_name, endpoint) => {
    const path = endpoint.path.replaceAll(/\{\w+\}/g, '1')
    for (const { name, headers } of foreign) {
      const answer = await acme.api
        .as()
        .request(endpoint.method, path, endpoint.method === 'GET' ? undefined : {}, headers)
      expect(answer.status, `with ${name}`).toBe(401)
      expect(answer.body.code, `with ${name}`).toBe('not_signed_in')
    }
  })
})
