import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Pack, readPack, runPackAction, testPackConnection } from '@tocsin/testkit/vendors/pack.ts'
import { createPackRunner } from '@tocsin/testkit/vendors/pack-runner.ts'
import { type ReputationService, startReputationService } from '@tocsin/testkit/vendors/reputation-service.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

const folder = import.meta.dirname
const names = readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? entry.name : []))
const packs = new Map<string, Pack>()
for (const name of names) packs.set(name, await readPack(join(folder, name)))
const runner = await createPackRunner()

const apiKey = 'key-of-the-tests'
let service: ReputationService
beforeAll(async () => {
  service = await startReputationService({ apiKey })
})
afterAll(() => service.close())
beforeEach(() => {
  service.requests.length = 0
})

const fileName = (name: string) => name.toLowerCase().replaceAll(' ', '-')
const firstStep = (path: string) => /^[^.[{]+/.exec(path)?.[0] ?? ''

for (const [name, pack] of packs) {
  describe(`pack ${name}`, () => {
    const attributes = pack.definition.configuration.data_attributes

    it('has its logo, its changes and a fixture for every action', () => {
      for (const file of ['logo.svg', 'changes.md']) expect(existsSync(join(folder, name, file)), file).toBe(true)
      expect([...pack.fixtures.keys()]).toEqual([...pack.actions.keys()])
      expect(readFileSync(join(folder, name, 'changes.md'), 'utf8')).toContain(`## ${pack.definition.version}`)
    })

    it('is read by the product without a warning (OIF-14)', () => {
      expect(pack.warnings).toEqual([])
    })

    it('names its actions after their files and gives every variable one meaning (OIF-01, OIF-04)', () => {
      for (const [file, action] of pack.actions) {
        expect(fileName(action.name)).toBe(file)
        expect(action.integration).toBe(pack.definition.name)
        const ids = [...Object.keys(attributes), ...action.fields.map((field) => field.id)]
        expect(new Set(ids).size, file).toBe(ids.length)
      }
    })

    it('declares the paths its tables show (OIF-10, OIF-11)', () => {
      for (const [file, action] of pack.actions) {
        const declared = action.output.map((output) => firstStep(output.path))
        for (const column of action.table_view) expect(declared, file).toContain(firstStep(column.value))
      }
    })

    for (const [file, action] of pack.actions) {
      const seen = new Set<string>()
      for (const fixture of pack.fixtures.get(file) ?? []) {
        it(`${action.name} ${fixture.name}`, async () => {
          service.answerNext(...(fixture.replies ?? []))
          const settings: Record<string, string> = name === 'reputation' ? { url: service.url, api_key: apiKey } : {}
          const result = await runPackAction(runner, pack, action, {
            inputs: fixture.inputs,
            resource: { ...settings, ...fixture.resource },
          })
          if (fixture.requests) expect(service.requests).toMatchObject(fixture.requests)
          if (fixture.error !== undefined) {
            expect(result).toMatchObject({ status: 'failed', exitCode: 1, stdout: '' })
            expect(result.error).toContain(fixture.error)
            expect(result.error).not.toContain('Traceback')
            return
          }
          expect(result).toMatchObject({ status: 'succeeded', error: null, outputIsJson: true, warnings: [] })
          expect(result.output).toMatchObject(fixture.output ?? {})
          for (const key of Object.keys(result.output ?? {})) seen.add(key)
        })
      }

      it(`${action.name} gives every path it declares (OIF-10)`, () => {
        for (const output of action.output) expect([...seen]).toContain(firstStep(output.path))
      })
    }
  })
}

describe('pack tools', () => {
  const pack = packs.get('tools')!

  it('is tested without a connection', async () => {
    expect(await testPackConnection(runner, pack, {})).toMatchObject({ status: 'succeeded', exitCode: 0 })
  })

  it('tells the time of now and makes passwords that differ', async () => {
    const time = await runPackAction(runner, pack, pack.actions.get('get-time')!, { inputs: {} })
    expect(Math.abs(Date.now() - Number((time.output as { epoch_ms: number }).epoch_ms))).toBeLessThan(60_000)
    const make = async () => {
      const result = await runPackAction(runner, pack, pack.actions.get('generate-password')!, { inputs: {} })
      return (result.output as { password: string }).password
    }
    const passwords = [await make(), await make()]
    expect(new Set(passwords).size).toBe(2)
    for (const password of passwords) expect(password).toMatch(/^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?=.*[^\w]|.*_).{20}$/)
  })
})

describe('pack reputation against the service', () => {
  const pack = packs.get('reputation')!
  const run = (file: string, inputs: Record<string, string>, more?: { api_key?: string; idempotencyKey?: string }) =>
    runPackAction(runner, pack, pack.actions.get(file)!, {
      inputs,
      resource: { url: `${service.url}/`, api_key: more?.api_key ?? apiKey },
      idempotencyKey: more?.idempotencyKey,
    })

  it('shares one client between its scripts', () => {
    const client = readFileSync(join(folder, 'reputation', 'client.py'), 'utf8')
    for (const action of pack.actions.values()) expect(action.script.code.startsWith(client)).toBe(true)
    expect(pack.definition.script.test_connection_code.startsWith(client)).toBe(true)
  })

  it('tests the connection by the key (INT-14)', async () => {
    const resource = { url: service.url, api_key: apiKey }
    expect((await testPackConnection(runner, pack, resource)).status).toBe('succeeded')
    const refused = await testPackConnection(runner, pack, { ...resource, api_key: 'wrong' })
    expect(refused).toMatchObject({ status: 'failed', exitCode: 1 })
    expect(refused.error).toContain('refused the API key (401)')
    const nowhere = await testPackConnection(runner, pack, { ...resource, url: 'http://127.0.0.1:9' })
    expect(nowhere.error).toContain('cannot be reached')
  })

  it('gives the same verdict for the same value', async () => {
    const inputs = { hash: '44d88612fea8a8f36de82e1278abb02f' }
    const results = [await run('file-hash-reputation', inputs), await run('file-hash-reputation', inputs)]
    expect(results[0]?.output).toEqual(results[1]?.output)
    expect(results[0]?.output).toMatchObject({ verdict: 'malicious', known: true })
    expect((await run('ip-reputation', { ip: '10.1.2.3' })).output).toMatchObject({ verdict: 'harmless' })
  })

  it('blocks once although the attempt is repeated with its key', async () => {
    const block = () => run('block-ip-address', { ip: '93.184.216.34' }, { idempotencyKey: 'run-7-node-2' })
    const [first, second] = [await block(), await block()]
    expect(service.requests.map((request) => [request.status, request.headers['idempotency-key']])).toEqual([
      [201, 'run-7-node-2'],
      [200, 'run-7-node-2'],
    ])
    expect(second.output).toEqual(first.output)
    expect([...service.blocks.keys()]).toEqual(['93.184.216.34'])
  })

  it('gets through a service that limits its requests', async () => {
    service.change({ requestsPerSecond: 2 })
    const results = await Promise.all(
      ['a', 'b', 'c', 'd'].map((name) => run('domain-reputation', { domain: `${name}.example` })),
    )
    service.change({ requestsPerSecond: undefined })
    expect(results.map((result) => result.error)).toEqual([null, null, null, null])
    expect(service.requests.some((request) => request.status === 429)).toBe(true)
  })

  it('keeps the key out of everything it says', async () => {
    const result = await run('notify', { channel: 'soc', message: 'x' }, { api_key: 'a-wrong-key' })
    expect(result.status).toBe('failed')
    expect(JSON.stringify(result)).not.toContain('a-wrong-key')
  })
})
