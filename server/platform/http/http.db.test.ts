import { createTestInstance } from '@tocsin/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

describe('the HTTP surface of a deployment', () => {
  let started: Awaited<ReturnType<typeof createTestInstance>>
  beforeAll(async () => {
    started = await createTestInstance()
  })
  afterAll(() => started.stop())

  it('says that it is alive, ready and what it counts', async () => {
    const { address } = started.test
    expect(await (await fetch(`${address}/health`)).json()).toEqual({ ok: true })
    expect((await fetch(`${address}/ready`)).status).toBe(200)
    expect(await (await fetch(`${address}/metrics`)).text()).toContain('process_cpu_user_seconds_total')
  })

  it('describes every route in the OpenAPI document (API-12)', async () => {
    const document = await (await fetch(`${started.api.base}/openapi.json`)).json()
    expect(document.openapi).toBe('3.1.0')
    expect(document.paths['/users'].post).toMatchObject({ operationId: 'createUser', 'x-capability': 'user.manage' })
    expect(document.paths['/users/{id}'].patch.parameters[0]).toMatchObject({ name: 'id', in: 'path', required: true })
  })

  it('answers what it does not know in the one error shape', async () => {
    const answer = await started.api.get('/nothing-here')
    expect(answer.status).toBe(404)
    expect(answer.body).toMatchObject({ code: 'not_found', requestId: expect.any(String) })
    const elsewhere = await fetch(`${started.test.address}/nobody/api/v1/users`)
    expect((await elsewhere.json()).code).toBe('not_found')
  })

  it('tells a browser that something changed, and not what', async () => {
    const stream = await fetch(`${started.api.base}/changes`, { headers: await cookieOf(started) })
    const reader = stream.body?.getReader() as ReadableStreamDefaultReader<Uint8Array>
    const created = await started.api.post('/api-keys', { name: 'watched' })
    let text = ''
    while (!text.includes('data:')) text += new TextDecoder().decode((await reader.read()).value)
    await reader.cancel()
    expect(text).toContain(JSON.stringify({ resource: 'api-keys', id: created.body.id }))
    expect(text).not.toContain('watched')
  })
})

async function cookieOf({ api }: { api: { post(path: string, body: unknown): Promise<{ headers: Headers }> } }) {
  const { headers } = await api.post('/session', { email: 'admin@test.example', password: 'correct horse battery' })
  return { cookie: (headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '' }
}
