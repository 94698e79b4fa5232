import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { superviseEmbeddedPostgres } from '@tocsin/server/platform/database/embedded/index.ts'
import { silentLog } from '@tocsin/server/platform/log.ts'
import { type ApiClient, createApiClient, eventually } from '@tocsin/testkit'
import { freePort } from '@tocsin/testkit/program.ts'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tocsin } from './command-line.ts'
import { type Answered, all, made } from './fleet.ts'
import { EMAIL, type FreshProgram, PASSWORD, startFresh } from './fresh-program.ts'

describe('starting and stopping', () => {
  let fresh: FreshProgram
  let api: ApiClient
  beforeAll(async () => {
    fresh = await startFresh()
    api = await fresh.addInstance('acme', 'Acme')
    await made(api, '/alert-sources', { name: 'own', keyPaths: ['id'], titlePath: 'title' })
  })
  afterAll(() => fresh?.discard())

  const titles = async () => (await all(await fresh.signIn('acme'), '/alerts')).map(({ title }) => title).sort()

  it('ends with 0 on Ctrl-C, whatever waits, and keeps everything for the next start', async () => {
    await made(api, '/incidents', { fields: { name: 'Before the stop' } })
    await made(api, '/alerts?source=own', { id: 1, title: 'One' })
    const headers = await cookieOf(fresh)
    const live = await fetch(`${api.base}/changes`, { headers })
    expect(live.status).toBe(200)
    for (let round = 0; round < 20; round += 1) await askAndLeave(`${api.base}/changes`, headers)
    expect(await fresh.program.stop()).toBe(0)
    await live.body?.cancel().catch(() => {})
    await fresh.startAgain()
    expect(fresh.program.output()).not.toContain('assword')
    api = await fresh.signIn('acme')
    expect((await api.get('/incidents')).body.items[0].fields.name).toBe('Before the stop')
    expect(await titles()).toEqual(['One'])
  })

  it('starts cleanly after kill -9 with all that it had acknowledged', async () => {
    const sent: string[] = ['One']
    const sending = (async () => {
      for (let id = 2; ; id += 1) {
        const answer = await api.post('/alerts?source=own', { id, title: `Alert ${id}` }).catch(() => null)
        if (answer?.status !== 202) return
        sent.push(`Alert ${id}`)
      }
    })()
    await eventually(async () => sent.length > 10, 'some alerts are taken')
    await fresh.program.kill()
    await sending
    await fresh.startAgain()
    expect(await titles()).toEqual(expect.arrayContaining(sent))
    await eventually(async () => {
      const { body } = await (await fresh.signIn('acme')).get('/alerts/summary')
      return body.items.every(({ outcome }: Answered) => outcome !== 'pending')
    }, 'the rules have decided what was taken')
  })

  it('says in one line that another program works on the data directory', async () => {
    const settings = { ...fresh.environment, TOCSIN_PORT: String(await freePort()), TOCSIN_LOG: 'error' }
    const second = await tocsin(settings, ['serve'])
    expectOneLine(second, /in use|another|running/i, fresh.environment.TOCSIN_DATA ?? '')
  })
})

describe('what keeps it from starting', () => {
  let folder: string
  let taken: Server
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tocsin-start-'))
    taken = createServer()
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
  })
  afterAll(async () => {
    taken?.close()
    await rm(folder, { recursive: true, force: true })
  })
  const data = (name = 'data') => ({ TOCSIN_DATA: join(folder, name), TOCSIN_PORT: '0', TOCSIN_LOG: 'error' })

  it('a port that is taken', async () => {
    const address = taken.address()
    const port = typeof address === 'object' && address ? String(address.port) : ''
    expectOneLine(await tocsin({ ...data(), TOCSIN_PORT: port }, ['serve']), /TOCSIN_PORT/, port)
  })

  it('a data directory that cannot be written', async () => {
    await writeFile(join(folder, 'a-file'), '')
    expectOneLine(await tocsin(data('a-file/data'), ['serve']), /TOCSIN_DATA/, join(folder, 'a-file/data'))
  })

  it('a database that is not there, and an address of none', async () => {
    const port = await freePort()
    const url = `postgres://somebody:secret@127.0.0.1:${port}/none`
    const refused = await tocsin({ ...data('other'), TOCSIN_DATABASE_URL: url }, ['serve'])
    expectOneLine(refused, /TOCSIN_DATABASE_URL/, String(port))
    expect(refused.err).not.toContain('secret')
    const wrong = await tocsin({ ...data('other'), TOCSIN_DATABASE_URL: 'mysql://127.0.0.1/x' }, ['serve'])
    expectOneLine(wrong, /TOCSIN_DATABASE_URL/, 'postgres://')
  })

  it('data that a newer version has written', async () => {
    const { TOCSIN_DATA: dataDirectory } = data('newer')
    expect((await tocsin(data('newer'), ['migrate'])).code).toBe(0)
    const postgres = await superviseEmbeddedPostgres({ dataDirectory, log: silentLog })
    const client = new pg.Client({ connectionString: postgres.connectionString })
    await client.connect()
    await client.query("insert into tocsin.schema_migrations values ('tocsin', '9999-from-later', 'x')")
    await client.end()
    await postgres.stop()
    expectOneLine(await tocsin(data('newer'), ['serve']), /newer version/, '9999-from-later')
  })

  it('a cluster of another PostgreSQL', async () => {
    const { TOCSIN_DATA: dataDirectory } = data('newer')
    const file = join(dataDirectory, 'postgres/cluster/PG_VERSION')
    const version = await readFile(file, 'utf8')
    await writeFile(file, '99\n')
    expectOneLine(await tocsin(data('newer'), ['serve']), /PostgreSQL/, '99')
    await writeFile(file, version)
  })
})

/** One line that a person can act on: what, where, what to do. */
function expectOneLine(ended: { code: number | null; err: string; out: string }, what: RegExp, where: string): void {
  const lines = ended.err.trim().split('\n')
  expect(ended.code, ended.err).not.toBe(0)
  expect(ended.code, 'it ended by itself').not.toBeNull()
  expect(lines, ended.err).toHaveLength(1)
  expect(lines[0]).toMatch(what)
  expect(lines[0]).toContain(where)
}

async function cookieOf(fresh: FreshProgram): Promise<Record<string, string>> {
  const answer = await fetch(`${fresh.address}/acme/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: EMAIL, password: PASSWORD }),
  })
  return { cookie: (answer.headers.get('set-cookie') ?? '').split(';', 1)[0] ?? '' }
}

/** A browser that leaves before it is answered. */
async function askAndLeave(url: string, headers: Record<string, string>): Promise<void> {
  const { hostname, port, pathname } = new URL(url)
  const socket = connect(Number(port), hostname)
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  await new Promise<void>((resolve) =>
    socket.write(`GET ${pathname} HTTP/1.1\r\nhost: ${hostname}\r\n${lines.join('')}\r\n`, () => resolve()),
  )
  socket.destroy()
}

describe('the demo', () => {
  let fresh: FreshProgram
  beforeAll(async () => {
    fresh = await startFresh(['--demo'])
  })
  afterAll(() => fresh?.discard())

  it('reaches two connected tenants, incidents, open questions and completed runs by itself', async () => {
    const mssp = await createApiClient(fresh.address, 'mssp', { email: EMAIL, password: PASSWORD })
    await eventually(
      async () => {
        const { body } = await mssp.get('/fleet/tenants')
        return body.items.length === 2 && body.items.every(({ status }: Answered) => status === 'connected')
      },
      'two connected tenants',
      90_000,
    )
    for (const slug of ['acme', 'globex']) {
      const tenant = await fresh.signIn(slug)
      await eventually(
        async () => {
          const { body: incidents } = await tenant.get('/incidents?limit=1')
          const { body: runs } = await tenant.get('/runs?status=completed&limit=1')
          return incidents.total > 0 && runs.total > 0
        },
        `incidents and completed runs at ${slug}`,
        120_000,
      )
    }
    await eventually(
      async () => {
        const { body } = await mssp.get('/fleet/tenants')
        return body.items.every(({ openIncidents }: Answered) => openIncidents > 0)
      },
      'their figures at the console',
      60_000,
    )
  })
})
