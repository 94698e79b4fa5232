import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { RunVersion } from '../decide/index.ts'
import { createEngineDatabase, type EngineDatabase } from '../stores/postgres/engine-database.ts'
import { readRun } from '../stores/postgres/read-run.ts'
import { answerWait } from '../stores/postgres/send-signal.ts'
import { startRun } from '../stores/postgres/start-run.ts'
import { startChaosWorker } from './chaos-worker.ts'
import { action, choice, end, graphOf, start, versionOf, when } from './test-graph.ts'

const RUNS = 40
let database: EngineDatabase

beforeAll(async () => {
  database = await createEngineDatabase(process.env.TOCSIN_TEST_DATABASE_URL ?? '')
  await database.pool.query(
    'create table public.effects (key text, attempt int, times int default 1, primary key (key, attempt))',
  )
})
afterAll(() => database.drop())

const ip = (node: string, path: string) => ({ inputs: { ip: { ref: 'node', node, side: 'output', path } } })

/** A chain, a list of three, a condition, a question, a join of exclusive and of parallel branches. */
const version: RunVersion = versionOf(
  graphOf(
    [
      start,
      action('look'),
      action('each', ip('look', 'items.[]')),
      when('if', 'high', 'yes'),
      action('side'),
      choice('ask'),
      action('block', ip('each', 'ip')),
      action('leave'),
      action('report', { inputs: { ip: { ref: 'incident', path: 'opt_1' } } }),
      end,
    ],
    [
      ...['start>look', 'look>each', 'look>side', 'each>if', 'if:yes>ask', 'if:failure>leave'],
      ...['ask:yes>block', 'ask:no>leave', 'block>report', 'leave>report', 'side>report', 'report>end'],
    ],
  ),
)

/** Keys of the effects that the run must have had, each once. */
function expectedKeys(id: string, high: boolean): string[] {
  const key = (node: string, iteration = 0) => `${id}:${node}:1:${iteration}`
  const three = (node: string) => [0, 1, 2].map((iteration) => key(node, iteration))
  const taken = high ? three('block') : [key('leave')]
  return [key('look'), ...three('each'), key('side'), ...taken, key('report')].sort()
}

async function beginRuns(): Promise<{ id: string; at: number; high: boolean }[]> {
  const runs: { id: string; at: number; high: boolean }[] = []
  for (let index = 0; index < RUNS; index += 1) {
    const at = index % database.instances.length
    const high = index % 3 !== 0
    const params = { high: high ? 'yes' : 'no' }
    const id = await database.inInstance(instance(at), (client) =>
      startRun(client, { playbookId: 'p', playbookVersion: 1, name: 'Chaos', version, params }),
    )
    runs.push({ id, at, high })
  }
  return runs
}

function instance(at: number) {
  const found = database.instances[at]
  if (!found) throw new Error('No such instance')
  return found
}

/** Answers every open question; true when nothing is left to do. */
async function answerAll(): Promise<boolean> {
  for (const scope of database.instances) {
    await database.inInstance(scope, async (client) => {
      const open = await client.query(
        'select run_id, node_id from run_waits where closed_at is null and answered_at is null',
      )
      for (const row of open.rows) {
        await answerWait(client, row.run_id, row.node_id, {
          kind: 'choice',
          answer: 'yes',
          responder: { email: 'a@b.c' },
        })
      }
    })
  }
  const left = await database.pool.query('select count(*)::int as count from tocsin.work')
  return left.rows[0].count === 0
}

async function expectEachOnce(runs: Awaited<ReturnType<typeof beginRuns>>): Promise<void> {
  for (const { id, at, high } of runs) {
    const run = await database.inInstance(instance(at), (client) => readRun(client, id))
    expect(run?.status).toBe('completed')
    const effects = await database.pool.query('select distinct key from public.effects where key like $1', [`${id}:%`])
    expect(effects.rows.map((row: { key: string }) => row.key).sort()).toEqual(expectedKeys(id, high))
    const journal = await database.inInstance(instance(at), (client) =>
      client.query('select seq, json_array_length(entry) as count from run_journal where run_id = $1 order by seq', [
        id,
      ]),
    )
    let last = 0
    for (const row of journal.rows) {
      expect(row.seq).toBe(last + 1)
      last += row.count
    }
    await expectStartsBeforeEffects(id, at)
  }
}

/** Each effect belongs to an attempt whose start is in the journal, and an attempt repeats only one that was lost. */
async function expectStartsBeforeEffects(id: string, at: number): Promise<void> {
  const attempts = await database.inInstance(instance(at), (client) =>
    client.query(
      `select fact ->> 'type' as type, fact ->> 'key' as key, (fact ->> 'attempt')::int as attempt
      from run_journal, json_array_elements(entry) as facts (fact)
      where run_id = $1 and fact ->> 'type' in ('attempt-started', 'attempt-lost')`,
      [id],
    ),
  )
  const begun = attempts.rows.filter((row) => row.type === 'attempt-started')
  const names = begun.map((row) => `${row.key}#${row.attempt}`)
  const effects = await database.pool.query('select key, attempt from public.effects where key like $1', [`${id}:%`])
  for (const effect of effects.rows) expect(names).toContain(`${effect.key}#${effect.attempt}`)
  const lost = attempts.rows.length - begun.length
  expect(begun.length - lost).toBe(new Set(begun.map((row) => row.key)).size)
}

async function stillWorking(deadline: number): Promise<boolean> {
  if (Date.now() > deadline) {
    const left = await database.pool.query(
      'select ref, leased_by, fence, available_at, last_error from tocsin.work limit 5',
    )
    throw new Error(`Runs are stuck: ${JSON.stringify(left.rows)}`)
  }
  await new Promise((resolve) => setTimeout(resolve, 20))
  return !(await answerAll())
}

describe('chaos', () => {
  it('gives the same result when workers die between any two statements (EXE-16)', async () => {
    const runs = await beginRuns()
    const plan = { connectionString: database.connectionString, instances: database.instances }
    const deadline = Date.now() + 25_000
    let deaths = 0
    const working = [await startChaosWorker(plan), await startChaosWorker(plan)]
    working[0]?.dieAt(30)
    while (await stillWorking(deadline)) {
      const next = deaths % 2
      if (deaths >= 25 || working[next]?.isDead() === false) continue
      working[next] = await startChaosWorker(plan)
      working[1 - next]?.dieAt(1 + Math.floor(Math.random() * 30))
      deaths += 1
    }
    for (const worker of working) worker.cut()
    expect(deaths).toBeGreaterThan(0)
    await expectEachOnce(runs)
  }, 90_000)

  it('goes on where it was when the server cuts all connections (EXE-16)', async () => {
    const runs = await beginRuns()
    const worker = await startChaosWorker({
      connectionString: database.connectionString,
      instances: database.instances,
    })
    const deadline = Date.now() + 30_000
    let cuts = 0
    while (await stillWorking(deadline)) {
      if (cuts >= 5) continue
      cuts += 1
      await database.pool.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      )
    }
    worker.cut()
    expect(cuts).toBeGreaterThan(1)
    await expectEachOnce(runs)
  }, 60_000)

  it('gives the same result when worker processes are killed with SIGKILL (EXE-16)', async () => {
    const runs = await beginRuns()
    const plan = { connectionString: database.connectionString, instances: database.instances }
    const child = () =>
      fork(fileURLToPath(new URL('./chaos-child.ts', import.meta.url)), {
        execArgv: ['--import', 'tsx'],
        env: { ...process.env, CHAOS_PLAN: JSON.stringify(plan) },
        stdio: 'ignore',
      })
    const deadline = Date.now() + 30_000
    let deaths = 0
    let current = child()
    let ready = new Promise((resolve) => current.once('message', resolve))
    while (await stillWorking(deadline)) {
      if (deaths >= 4) continue
      await ready
      await new Promise((resolve) => setTimeout(resolve, 10 + Math.random() * 60))
      current.kill('SIGKILL')
      deaths += 1
      current = child()
      ready = new Promise((resolve) => current.once('message', resolve))
    }
    current.kill('SIGKILL')
    expect(deaths).toBeGreaterThan(0)
    await expectEachOnce(runs)
  }, 120_000)
})
