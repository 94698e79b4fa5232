import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { RunVersion } from '../decide/index.ts'
import { quietLog, WorkQueue } from '../queue/index.ts'
import { createEngineDatabase, type EngineDatabase } from '../stores/postgres/engine-database.ts'
import { type RunDetail, readRun } from '../stores/postgres/read-run.ts'
import { startRuns } from '../stores/postgres/start-run.ts'
import { startChaosWorker } from './chaos-worker.ts'
import { createRunWorker } from './create-run-worker.ts'
import type { EngineClock } from './run-deps.ts'
import { action, chainOf, choice, end, graphOf, start, versionOf } from './test-graph.ts'

let database: EngineDatabase
const stops: (() => unknown)[] = []

beforeAll(async () => {
  database = await createEngineDatabase(process.env.TOCSIN_TEST_DATABASE_URL ?? '', 1)
  await database.pool.query(
    'create table public.effects (key text, attempt int, times int default 1, primary key (key, attempt))',
  )
})
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})
afterAll(() => database.drop())

const scope = () => {
  const [instance] = database.instances
  if (!instance) throw new Error('No instance')
  return instance
}
const plan = () => ({ connectionString: database.connectionString, instances: database.instances })
const read = (id: string) => database.inInstance(scope(), (client) => readRun(client, id))

function begin(version: RunVersion, count = 1): Promise<string[]> {
  const run = { playbookId: 'p', playbookVersion: 1, name: 'Trouble', version }
  return database.inInstance(scope(), (client) =>
    startRuns(
      client,
      Array.from({ length: count }, () => run),
    ),
  )
}

async function until<T>(look: () => Promise<T | false | null>, what: string): Promise<T> {
  for (let tries = 0; tries < 2500; tries += 1) {
    const found = await look()
    if (found) return found
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error(`Never: ${what}`)
}

const untilRun = (id: string, holds: (run: RunDetail) => boolean) =>
  until(async () => {
    const run = await read(id)
    return run && holds(run) && run
  }, `run ${id}`)

async function work(clock: EngineClock, performed: string[] = []): Promise<void> {
  const queue = new WorkQueue({ pool: database.pool, log: quietLog, livenessMs: 50, pollMs: 100 })
  const worker = createRunWorker({
    pool: database.pool,
    queue,
    clock,
    instanceOf: database.instanceOf,
    host: {
      loadScopes: async () => ({}),
      performAction: async (attempt) => {
        performed.push(attempt.idempotencyKey)
        return { status: 'succeeded', output: {} }
      },
    },
  })
  stops.push(async () => {
    await worker.stop(500)
    await queue.stop()
  })
  await queue.start()
}

async function forkWorker(): Promise<ChildProcess> {
  const child = fork(fileURLToPath(new URL('./chaos-child.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, CHAOS_PLAN: JSON.stringify(plan()) },
    stdio: 'ignore',
  })
  stops.push(() => child.kill('SIGKILL'))
  await new Promise((resolve) => child.once('message', resolve))
  return child
}

const clockAt = (offsetMs: () => number): EngineClock => ({ now: () => new Date(Date.now() + offsetMs()) })
const asking = (seconds: number) =>
  versionOf(
    graphOf(
      [start, choice('ask', { expires: { seconds, default: 'no' } }), action('after'), end],
      ['start>ask', 'ask:no>after', 'after>end'],
    ),
  )

describe('a run worker in trouble', () => {
  it('refuses the late writes of a worker that was frozen until its lease was over (EXE-16)', async () => {
    const ids = await begin(versionOf(chainOf(40)), 20)
    const frozen = await forkWorker()
    const effects = async () => (await database.pool.query('select key, attempt, times from public.effects')).rows
    await until(async () => (await effects()).length > 60, 'work before the frost')
    frozen.kill('SIGSTOP')
    // Its connections stay open, so that only the lease tells; half a minute passes.
    const held = await database.pool.query(
      `update tocsin.work set lease_until = now() - interval '1 second' where leased_by > 0 returning leased_by`,
    )
    expect(held.rowCount).toBeGreaterThan(0)
    const second = await startChaosWorker(plan())
    stops.push(() => second.cut())
    await until(async () => {
      const left = await database.pool.query('select 1 from tocsin.work where leased_by = $1', [held.rows[0].leased_by])
      return left.rowCount === 0
    }, 'the takeover')
    frozen.kill('SIGCONT')
    for (const id of ids) await untilRun(id, (run) => run.status === 'completed')
    // What the frozen worker still had in hand may have happened beside its repetition, but was recorded once.
    for (const id of ids) {
      const run = await read(id)
      expect(run?.nodes.every((node) => node.status === 'succeeded')).toBe(true)
      const journal = await database.inInstance(scope(), (client) =>
        client.query(
          'select seq, fence, json_array_length(entry) as count from run_journal where run_id = $1 order by seq',
          [id],
        ),
      )
      let last = 0
      let fence = 0
      for (const row of journal.rows) {
        expect(row.seq).toBe(last + 1)
        expect(row.fence).toBeGreaterThanOrEqual(fence)
        last += row.count
        fence = row.fence
      }
    }
    for (const { times } of await effects()) expect(times).toBe(1)
  }, 60_000)

  it('carries runs on while the clock jumps to and fro', async () => {
    let jump = 0
    const performed: string[] = []
    await work(
      clockAt(() => {
        jump = jump === 0 ? -3_600_000 : jump < 0 ? 7_200_000 : 0
        return jump
      }),
      performed,
    )
    const ids = await begin(versionOf(chainOf(5)), 5)
    for (const id of ids) expect((await untilRun(id, (run) => run.finishedAt !== null)).status).toBe('completed')
    expect(new Set(performed).size).toBe(25)
    expect(performed).toHaveLength(25)
  })

  it('does not take a sleeping run again and again where its clock is an hour behind that of the database', async () => {
    let offset = -3_600_000
    await work(clockAt(() => offset))
    const [id = ''] = await begin(asking(300))
    await untilRun(id, (run) => run.status === 'waiting')
    // As long as another run takes from its start to its end.
    const [other = ''] = await begin(versionOf(chainOf(20)))
    await untilRun(other, (run) => run.finishedAt !== null)
    const claimed = await database.pool.query('select fence from tocsin.work where ref = $1', [id])
    expect(claimed.rows[0].fence).toBeLessThan(10)
    offset = 600_000
    await until(async () => {
      await database.pool.query('update tocsin.work set available_at = now() where ref = $1', [id])
      return (await read(id))?.finishedAt
    }, 'the expiry after the clock was put right')
  })

  it('lets time give the answer when its clock is an hour ahead', async () => {
    await work(clockAt(() => 3_600_000))
    const [id = ''] = await begin(asking(1))
    const run = await untilRun(id, (each) => each.finishedAt !== null)
    expect(run.nodes.find((node) => node.id === 'ask')?.answer).toBe('no')
  })

  it('waits while the disk is full, loses nothing and repeats no action (EXE-16)', async () => {
    const performed: string[] = []
    await work(
      clockAt(() => 0),
      performed,
    )
    const journal = `${scope().schema}.run_journal`
    await database.pool.query(`
      create sequence public.refusals;
      create function public.disk_is_full() returns trigger language plpgsql security definer as $$
      begin
        perform nextval('public.refusals');
        raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$;
      create trigger full_disk before insert on ${journal} for each row when (new.seq > 1) execute function public.disk_is_full()`)
    const ids = await begin(versionOf(chainOf(4)), 8)
    const refused = async () => (await database.pool.query('select is_called from public.refusals')).rows[0].is_called
    await until(async () => performed.length >= 8 && refused(), 'a refused outcome')
    expect(performed).toHaveLength(8)
    await database.pool.query(`drop trigger full_disk on ${journal}`)
    for (const id of ids) expect((await untilRun(id, (run) => run.finishedAt !== null)).status).toBe('completed')
    expect(performed).toHaveLength(32)
    expect(new Set(performed).size).toBe(32)
  })
})
