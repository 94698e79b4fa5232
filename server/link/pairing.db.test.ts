import { type ChangingProxy, startChangingProxy } from '@tocsin/testkit/changing-proxy.ts'
import { createTestFleet, type TestFleet } from '@tocsin/testkit/fleet.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newLinkKey } from './link-key.ts'
import { newPairingCode, readPairingCode, writePairingCode } from './pairing-code.ts'

let fleet: TestFleet
let proxy: ChangingProxy
let code: string

beforeAll(async () => {
  fleet = await createTestFleet()
  proxy = await startChangingProxy(fleet.away.address)
}, 60_000)
afterAll(async () => {
  await fleet.stop()
  await proxy.stop()
})
beforeEach(async () => {
  proxy.handle = (_path, _body, pass) => pass()
  code = await newCode()
})

async function newCode(): Promise<string> {
  const { status, body } = await fleet.remote.api.post('/pairings', { grants: ['metrics'] })
  expect(status).toBe(201)
  return body.code
}

const pair = (more: Record<string, unknown> = {}) =>
  fleet.console.api.post('/fleet/tenants', { url: `${proxy.address}/globex`, code, name: 'Globex', ...more })

async function openOrActive(): Promise<string[]> {
  const { body } = await fleet.remote.api.get('/pairings')
  return body.items.map((each: { status: string }) => each.status).sort()
}

async function nothingPaired(): Promise<void> {
  expect((await fleet.console.api.get('/fleet/tenants')).body.items).toEqual([])
  expect(await openOrActive()).not.toContain('active')
}

describe('a pairing code', () => {
  it('is refused when it is wrong, and locked after five wrong tries, also for who knows it (FLT-01)', async () => {
    const wrong = writePairingCode({ ...readPairingCode(code), secret: newPairingCode().secret })
    for (let attempt = 1; attempt <= 4; attempt += 1) {
      expect(await pair({ code: wrong })).toMatchObject({ status: 401, body: { code: 'wrong_credentials' } })
    }
    expect(await pair({ code: wrong })).toMatchObject({ status: 429, body: { code: 'locked_out' } })
    expect(await pair()).toMatchObject({ status: 401 })
    await nothingPaired()
    const audit = await fleet.remote.api.get('/audit-events?type=PairingCodeLocked')
    expect(audit.body.items).toHaveLength(1)
  })

  it('with a slip, for nobody, or out of time is refused', async () => {
    expect(await pair({ code: `${code.slice(0, -1)}${code.endsWith('A') ? 'B' : 'A'}` })).toMatchObject({ status: 400 })
    expect(await pair({ code: writePairingCode(newPairingCode()) })).toMatchObject({ status: 401 })
    await fleet.remote.instance.database.write((tx) =>
      tx.sql
        .updateTable('link_pairings')
        .set({ code_expires_at: new Date(Date.now() - 1) })
        .execute(),
    )
    expect(await pair()).toMatchObject({ status: 401, body: { code: 'wrong_credentials' } })
    await nothingPaired()
  })

  it('is never sent, and pairs nobody through a machine in the middle that puts in its own keys (FLT-02)', async () => {
    const { secret } = readPairingCode(code)
    const middle = newLinkKey().publicKey
    let seen = ''
    proxy.handle = async (path, body, pass) => {
      seen += body.toString()
      if (!path.endsWith('/pair')) return pass()
      const hello = JSON.parse(body.toString())
      const answer = await pass(Buffer.from(JSON.stringify({ ...hello, publicKey: middle })))
      const given = JSON.parse(answer.body.toString())
      return { ...answer, body: Buffer.from(JSON.stringify({ ...given, publicKey: middle })) }
    }
    expect(await pair()).toMatchObject({ status: 401, body: { code: 'wrong_credentials' } })
    expect(seen).not.toContain(secret)
    await nothingPaired()
  })

  it('pairs nobody whose tenant does not know it: the console asks for a proof too (FLT-02)', async () => {
    proxy.handle = async (path, _body, pass) => {
      const answer = await pass()
      if (!path.endsWith('/proof')) return answer
      const forged = { proof: 'x'.repeat(43), grants: { connect: {} } }
      return { ...answer, body: Buffer.from(JSON.stringify(forged)) }
    }
    expect(await pair()).toMatchObject({ status: 401 })
    expect((await fleet.console.api.get('/fleet/tenants')).body.items).toEqual([])
    const { body } = await fleet.remote.api.get('/pairings')
    for (const each of body.items) await fleet.remote.api.delete(`/pairings/${each.id}`)
  })

  it('can be withdrawn, and works once, also when the last answer of pairing is lost', async () => {
    const { body } = await fleet.remote.api.get('/pairings')
    const open = body.items.filter((each: { status: string }) => each.status === 'open')
    for (const each of open) await fleet.remote.api.delete(`/pairings/${each.id}`)
    expect(await pair()).toMatchObject({ status: 401 })
    code = await newCode()
    let lost = 0
    proxy.handle = async (path, _body, pass) => {
      const answer = await pass()
      return path.endsWith('/proof') && lost++ === 0 ? null : answer
    }
    expect(await pair()).toMatchObject({ status: 201, body: { name: 'Globex' } })
    expect(lost).toBe(2)
    expect(await pair({ name: 'Again' })).toMatchObject({ status: 401 })
    expect(await pair({ code: await newCode() })).toMatchObject({ status: 409, body: { code: 'name_taken' } })
  })
})

describe('the address of a tenant', () => {
  it('must be encrypted unless it is this machine, and says exactly why it cannot be reached (FLT-04)', async () => {
    const at = async (url: string) => (await pair({ url, name: 'Elsewhere' })).body
    expect(await at('http://soc.example/acme')).toMatchObject({
      code: 'invalid_input',
      message: expect.stringMatching(/encrypted/),
    })
    expect(await at('https://nowhere.invalid/acme')).toMatchObject({
      code: 'unreachable',
      message: expect.stringMatching(/resolved/),
    })
    expect(await at('http://127.0.0.1:65533/acme')).toMatchObject({
      code: 'unreachable',
      message: expect.stringMatching(/does not accept/),
    })
    const encrypted = fleet.away.address.replace('http:', 'https:')
    expect(await at(`${encrypted}/globex`)).toMatchObject({
      code: 'unreachable',
      message: expect.stringMatching(/TLS/),
    })
    expect(await at(`${fleet.away.address}/nobody`)).toMatchObject({
      code: 'unreachable',
      message: expect.stringMatching(/no instance/),
    })
  })

  it('of an instance without a console takes no tenants', async () => {
    const answer = await fleet.hosted.api.post('/fleet/tenants', { url: fleet.remote.instance.url(), code, name: 'X' })
    expect(answer).toMatchObject({ status: 404 })
    expect(await fleet.hosted.api.get('/fleet/tenants')).toMatchObject({ status: 404 })
  })
})
