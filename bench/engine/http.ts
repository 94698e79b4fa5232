import { mkdtemp, rm } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createApiClient } from '@tocsin/testkit/api-client.ts'
import { createTestDatabase } from '@tocsin/testkit/postgres/index.ts'
import { startProgram } from '@tocsin/testkit/program.ts'
import pg from 'pg'

const SLUG = 'mssp'
const ADMIN = { email: 'bench@tocsin.local', password: 'correct horse battery' }
const CONNECTIONS = 32

/** The program itself beside its database, with a published playbook of two nodes and an API key. */
export interface Product {
  /** Starts runs one request each, and gives runs per second from the first request to the last run that ended. */
  runsPerSecond(count: number): Promise<number>
  /** Milliseconds that GET of this path of the API takes, several times, sorted. */
  get(path: string, times: number): Promise<number[]>
  playbookId: string
  schema: string
  pool: pg.Pool
  /** Process id of the program. */
  pid: number
  close(): Promise<void>
}

/** Needs a build; `TOCSIN_TEST_DATABASE_URL` says on which server the database is made. */
export async function openProduct(): Promise<Product> {
  const database = await createTestDatabase()
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-bench-'))
  const program = await startProgram({
    environment: {
      TOCSIN_DATABASE_URL: database.connectionString,
      TOCSIN_DATA: folder,
      TOCSIN_ADMIN_EMAIL: ADMIN.email,
      TOCSIN_ADMIN_PASSWORD: ADMIN.password,
    },
  })
  const pool = new pg.Pool({ connectionString: database.connectionString, max: 2 })
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  const close = async () => {
    agent.destroy()
    await program.stop()
    await pool.end()
    await database.drop()
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const person = await createApiClient(program.address, SLUG, ADMIN)
    const { key } = (await person.post('/api-keys', { name: 'bench' })).body
    const api = await createApiClient(program.address, SLUG, { key })
    const made = await api.post('/playbooks', { name: 'Two nodes', graph: twoNodes })
    const published = await api.post(`/playbooks/${made.body.id}/publish`, { description: 'measured' })
    if (published.status >= 300) throw new Error(`The playbook was refused: ${JSON.stringify(published.body)}`)
    await api.post(`/playbooks/${made.body.id}/enable`)
    const { rows } = await pool.query('select schema from tocsin.instances where slug = $1', [SLUG])
    const schema = String(rows[0]?.schema)
    const call = (method: string, path: string, body?: unknown) =>
      send(agent, `${program.address}/${SLUG}/api/v1${path}`, method, key, body)
    return {
      playbookId: made.body.id,
      schema,
      pool,
      pid: program.pid,
      close,
      runsPerSecond: (count) => runsPerSecond(call, pool, schema, made.body.id, count),
      async get(path, times) {
        const taken: number[] = []
        for (let time = 0; time < times; time += 1) {
          const began = performance.now()
          const status = await call('GET', path)
          taken.push(performance.now() - began)
          if (status !== 200) throw new Error(`GET ${path} was answered with ${status}`)
        }
        return taken.sort((a, b) => a - b)
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}

async function runsPerSecond(
  call: (method: string, path: string, body: unknown) => Promise<number>,
  pool: pg.Pool,
  schema: string,
  playbookId: string,
  count: number,
): Promise<number> {
  const ended = async (): Promise<{ ended: number; wrong: number }> => {
    const { rows } = await pool.query(
      `select count(*) filter (where status not in ('queued', 'running'))::int as ended,
        count(*) filter (where status not in ('queued', 'running', 'completed'))::int as wrong
      from ${schema}.runs where name = 'Two nodes'`,
    )
    return rows[0]
  }
  const before = await ended()
  let left = count
  const began = performance.now()
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      while (left > 0) {
        left -= 1
        const status = await call('POST', `/playbooks/${playbookId}/runs`, { input: { severity: 'high' } })
        if (status !== 202) throw new Error(`A start was answered with ${status}`)
      }
    }),
  )
  for (;;) {
    const now = await ended()
    if (now.wrong > 0) throw new Error(`${now.wrong} runs did not complete`)
    if (now.ended - before.ended >= count) return count / ((performance.now() - began) / 1000)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}

/** As light as a client can be: it shares the processors with what it measures. */
function send(agent: Agent, url: string, method: string, key: string, body?: unknown): Promise<number> {
  const text = body === undefined ? undefined : JSON.stringify(body)
  const headers = {
    authorization: `Bearer ${key}`,
    ...(text === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
  }
  return new Promise((resolve, reject) => {
    const sent = request(url, { agent, method, headers }, (answer) => {
      answer.resume()
      answer.once('end', () => resolve(answer.statusCode ?? 0))
    })
    sent.once('error', reject)
    sent.end(text)
  })
}

const compare = (id: string) => ({
  id,
  kind: 'condition',
  name: id,
  branches: [
    {
      name: 'yes',
      conditions: [
        { left: { ref: 'param', path: 'severity' }, operator: '==', right: { ref: 'const', value: 'high' } },
      ],
    },
  ],
})
const link = (from: string, port: string, to: string) => ({
  id: `${from}-${port}-${to}`,
  source: { id: from, port },
  target: { id: to, port: 'in' },
})

/** Two nodes that compute between Start and End: none costs a process, so that the engine itself is measured. */
const twoNodes = {
  nodes: [{ id: 'start', kind: 'start' }, compare('one'), compare('two'), { id: 'end', kind: 'end' }],
  links: [
    link('start', 'out', 'one'),
    link('one', 'yes', 'two'),
    link('one', 'failure', 'end'),
    link('two', 'yes', 'end'),
    link('two', 'failure', 'end'),
  ],
}
