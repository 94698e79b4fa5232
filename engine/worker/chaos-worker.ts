import pg from 'pg'
import type { InstanceScope } from '../journal/run-identity.ts'
import { quietLog, WorkQueue } from '../queue/index.ts'
import { createRunWorker } from './create-run-worker.ts'
import type { Attempt } from './host.ts'

/** What a worker under test needs to know; crosses to a child process as JSON. */
export interface ChaosPlan {
  connectionString: string
  instances: InstanceScope[]
}

export interface ChaosWorker {
  cut(): void
  isDead(): boolean
  /** Dies in the middle of the statement that comes after so many. */
  dieAt(statements: number): void
}

/** A worker with a pool of its own that can die at any statement. Its action counts its effects by their key. */
export async function startChaosWorker(plan: ChaosPlan): Promise<ChaosWorker> {
  const pool = new pg.Pool({ connectionString: plan.connectionString, max: 6, pipeline: true })
  pool.on('error', () => {})
  const clients = new Set<pg.PoolClient>()
  let count = 0
  let fatal = Infinity
  pool.on('connect', (client) => {
    clients.add(client)
    client.on('error', () => {})
    countStatements(client, () => {
      count += 1
      if (count === fatal) cut()
    })
  })
  const queue = new WorkQueue({ pool, log: quietLog, livenessMs: 30, pollMs: 100 })
  const worker = createRunWorker({
    pool,
    appendPool: pool,
    queue,
    instanceOf: (role) => plan.instances.find((instance) => instance.role === role) ?? null,
    concurrency: { runs: 40, runsPerInstance: 30, attempts: 30, attemptsPerInstance: 20 },
    host: {
      loadScopes: async () => ({ incident: { opt_1: 'high' } }),
      performAction: async (attempt) => {
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 8))
        await countEffect(pool, attempt)
        return { status: 'succeeded', output: { items: ['a', 'b', 'c'], ip: attempt.inputs.ip ?? 'none' } }
      },
    },
  })
  let dead = false
  function cut(): void {
    if (dead) return
    dead = true
    worker.cut()
    queue.cut()
    for (const client of clients) destroy(client)
    pool.end().catch(() => {})
  }
  await queue.start()
  return {
    cut,
    isDead: () => dead,
    dieAt: (statements) => {
      fatal = count + statements
    },
  }
}

function countStatements(client: pg.PoolClient, counted: () => void): void {
  const { connection } = client as unknown as { connection: pg.Connection }
  for (const name of ['query', 'parse', 'bind'] as const) {
    const original = connection[name].bind(connection) as (...given: unknown[]) => unknown
    Object.assign(connection, {
      [name]: (...given: unknown[]) => {
        counted()
        return original(...given)
      },
    })
  }
}

function destroy(client: pg.PoolClient): void {
  const { connection } = client as unknown as { connection: { stream: { destroy(): void } } }
  connection.stream.destroy()
}

/** The outside world of the test: it lives in the same database, so a cut connection is tried again. */
async function countEffect(pool: pg.Pool, attempt: Attempt): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      await pool.query(
        `insert into public.effects (key, attempt) values ($1, $2)
        on conflict (key, attempt) do update set times = effects.times + 1`,
        [attempt.idempotencyKey, attempt.attempt],
      )
      return
    } catch (error) {
      if (tries > 20) throw error
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
}
