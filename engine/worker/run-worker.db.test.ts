import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { ActionOutcome } from '../journal/entry.ts'
import type { RunEvent } from '../journal/run-identity.ts'
import { quietLog, WorkQueue } from '../queue/index.ts'
import { createEngineDatabase, type EngineDatabase } from '../stores/postgres/engine-database.ts'
import { type RunDetail, readRun, readRunValue } from '../stores/postgres/read-run.ts'
import type { RunTransaction } from '../stores/postgres/run-transaction.ts'
import { answerWait, killRun, rerunNode } from '../stores/postgres/send-signal.ts'
import { type NewRun, startRun } from '../stores/postgres/start-run.ts'
import { createRunWorker } from './create-run-worker.ts'
import type { Attempt, RunHost } from './host.ts'
import type { RunWorker } from './run-worker.ts'
import { action, chainOf, choice, end, graphOf, start, versionOf } from './test-graph.ts'

const server = process.env.TOCSIN_TEST_DATABASE_URL ?? ''
let database: EngineDatabase
const workers: { worker: RunWorker; queue: WorkQueue }[] = []

beforeAll(async () => {
  database = await createEngineDatabase(server)
})
afterEach(async () => {
  for (const { worker, queue } of workers.splice(0)) {
    await worker.stop(500)
    await queue.stop()
  }
})
afterAll(() => database.drop())

type Perform = (attempt: Attempt, signal: AbortSignal) => Promise<ActionOutcome> | ActionOutcome

async function work(perform: Perform, host: Partial<RunHost<RunTransaction>> = {}): Promise<WorkQueue> {
  const queue = new WorkQueue({ pool: database.pool, log: quiet, livenessMs: 50, pollMs: 200 })
  const worker = createRunWorker({
    pool: database.pool,
    queue,
    instanceOf: database.instanceOf,
    host: { loadScopes: async () => ({}), performAction: async (attempt, signal) => perform(attempt, signal), ...host },
  })
  workers.push({ worker, queue })
  await queue.start()
  return queue
}
const quiet = quietLog

const instance = (index = 0) => {
  const found = database.instances[index]
  if (!found) throw new Error('No such instance')
  return found
}

function begin(version: NewRun['version'], more: Partial<NewRun> = {}, at = 0): Promise<string> {
  const run = { playbookId: 'p', playbookVersion: 1, name: 'Test', version, ...more }
  return database.inInstance(instance(at), (client) => startRun(client, run))
}

const read = (id: string, at = 0): Promise<RunDetail | null> =>
  database.inInstance(instance(at), (client) => readRun(client, id))

async function until(id: string, holds: (run: RunDetail) => boolean, at = 0): Promise<RunDetail> {
  for (let tries = 0; tries < 500; tries += 1) {
    const run = await read(id, at)
    if (run && holds(run)) return run
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error(`Not reached; the run is ${JSON.stringify(await read(id, at))}`)
}

const isOver = (run: RunDetail) => run.finishedAt !== null
const node = (run: RunDetail, id: string) => run.nodes.find((each) => each.id === id)
const ok: Perform = (attempt) => ({ status: 'succeeded', output: { node: attempt.node.id, ...attempt.inputs } })

describe('a run worker on PostgreSQL', () => {
  it('carries a run from Start to End and keeps inputs and outputs (EXE-16)', async () => {
    const queue = await work(ok)
    const graph = graphOf(
      [
        start,
        action('a', { inputs: { ip: { ref: 'param', path: 'ip' } } }),
        action('b', { inputs: { ip: { ref: 'node', node: 'a', side: 'output', path: 'ip' } } }),
        end,
      ],
      ['start>a', 'a>b', 'b>end'],
    )
    const id = await begin(versionOf(graph), { params: { ip: '192.0.2.7' } })
    queue.wake()
    const run = await until(id, isOver)
    expect(run.status).toBe('completed')
    expect(node(run, 'b')?.iterations[0]).toMatchObject({
      inputs: { ip: '192.0.2.7' },
      result: { output: { node: 'b', ip: '192.0.2.7' } },
    })
    const left = await database.pool.query('select count(*)::int as count from tocsin.work')
    expect(left.rows[0].count).toBe(0)
  })

  it('waits for an answer, and the first one wins (NOD-50, NOD-55)', async () => {
    const seen: Attempt[] = []
    const queue = await work((attempt, signal) => {
      seen.push(attempt)
      return ok(attempt, signal)
    })
    const inputs = { ip: { ref: 'responder', node: 'ask', path: 'email' } }
    const graph = graphOf(
      [start, choice('ask'), action('block', { inputs }), action('leave'), end],
      ['start>ask', 'ask:yes>block', 'ask:no>leave', 'block>end', 'leave>end'],
    )
    const id = await begin(versionOf(graph))
    queue.wake()
    await until(id, (run) => run.status === 'waiting')
    const answer = (text: string) =>
      database.inInstance(instance(), (client) =>
        answerWait(client, id, 'ask', { kind: 'choice', answer: text, responder: { email: 'ann@example.org' } }),
      )
    const fates = await Promise.all([answer('yes'), answer('no')])
    expect(fates.sort()).toEqual(['already_answered', 'taken'])
    queue.wake()
    const run = await until(id, isOver)
    expect(run.status).toBe('completed')
    expect(seen).toHaveLength(1)
    expect(node(run, 'ask')?.responder).toEqual({ email: 'ann@example.org' })
    expect(await answer('no')).not.toBe('taken')
  })

  it('takes the default answer when time is over (NOD-53)', async () => {
    const queue = await work(ok)
    const graph = graphOf(
      [start, choice('ask', { expires: { seconds: 0.2, default: 'no' } }), action('leave'), end],
      ['start>ask', 'ask:yes>end', 'ask:no>leave', 'leave>end'],
    )
    const id = await begin(versionOf(graph))
    queue.wake()
    const run = await until(id, isOver)
    expect(node(run, 'leave')?.status).toBe('succeeded')
    expect(node(run, 'ask')?.answer).toBe('no')
  })

  it('kills a run at once and aborts what is under way (EXE-10, EXE-12)', async () => {
    const aborted: string[] = []
    const queue = await work(
      (attempt, signal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => {
            aborted.push(attempt.node.id)
            resolve({ status: 'failed', error: 'aborted' })
          })
        }),
    )
    const id = await begin(versionOf(chainOf(2)))
    queue.wake()
    await until(id, (run) => node(run, 'a1')?.status === 'running')
    expect(await database.inInstance(instance(), (client) => killRun(client, id, { by: 'ann' }))).toBe(true)
    queue.wake()
    const run = await until(id, isOver)
    expect(run.status).toBe('killed')
    expect(aborted).toEqual(['a1'])
    expect(node(run, 'a2')?.attempts).toBe(0)
    expect(await database.inInstance(instance(), (client) => killRun(client, id, { by: 'ann' }))).toBe(false)
  })

  it('runs a node of a finished run again, alone or with what follows (EXE-11)', async () => {
    const seen: string[] = []
    let broken = true
    const queue = await work((attempt, signal) => {
      seen.push(attempt.node.id)
      return attempt.node.id === 'a2' && broken ? { status: 'failed', error: 'No route' } : ok(attempt, signal)
    })
    const id = await begin(versionOf(chainOf(3)))
    queue.wake()
    const first = await until(id, isOver)
    expect(first.status).toBe('completed_with_errors')
    broken = false
    await database.inInstance(instance(), (client) => rerunNode(client, id, { node: 'a2', scope: 'this', by: null }))
    queue.wake()
    const second = await until(id, (run) => isOver(run) && node(run, 'a2')?.round === 2)
    expect(second.status).toBe('completed')
    expect(seen).toEqual(['a1', 'a2', 'a3', 'a2'])
    await database.inInstance(instance(), (client) =>
      rerunNode(client, id, { node: 'a2', scope: 'from-here', by: null }),
    )
    queue.wake()
    await until(id, (run) => isOver(run) && node(run, 'a3')?.round === 2)
    expect(seen).toEqual(['a1', 'a2', 'a3', 'a2', 'a2', 'a3'])
  })

  it('lets a person review the inputs of a manual execution (NOD-15)', async () => {
    const queue = await work(ok)
    const inputs = { ip: { ref: 'const', value: '192.0.2.1' } }
    const graph = graphOf([start, action('a', { manualExecution: true, inputs }), end], ['start>a', 'a>end'])
    const id = await begin(versionOf(graph))
    queue.wake()
    const waiting = await until(id, (run) => run.status === 'waiting')
    expect(node(waiting, 'a')?.wait?.details).toMatchObject({ kind: 'manual', rows: [{ ip: '192.0.2.1' }] })
    await database.inInstance(instance(), (client) =>
      answerWait(client, id, 'a', { kind: 'manual', rows: [{ ip: '192.0.2.2' }], responder: {} }),
    )
    queue.wake()
    const run = await until(id, isOver)
    expect(node(run, 'a')?.iterations[0]?.inputs).toEqual({ ip: '192.0.2.2' })
  })

  it('keeps large and odd results, and reads large ones when they are needed (IPB-10, PLC-19)', async () => {
    const large = 'x'.repeat(50_000)
    const odd = 'nul \u0000, half a pair \ud800, “ü”'
    const queue = await work((attempt) => ({
      status: 'succeeded',
      output: attempt.node.id === 'a' ? { large, odd } : { length: String(attempt.inputs.ip).length },
    }))
    const inputs = { ip: { ref: 'node', node: 'a', side: 'output', path: 'large' } }
    const graph = graphOf(
      [start, action('a'), choice('ask'), action('b', { inputs }), end],
      ['start>a', 'a>ask', 'ask:yes>b', 'b>end'],
    )
    const id = await begin(versionOf(graph))
    queue.wake()
    const waiting = await until(id, (run) => run.status === 'waiting')
    const stored = node(waiting, 'a')?.iterations[0]?.stored
    const value = await database.inInstance(instance(), (client) => readRunValue(client, id, stored?.id ?? ''))
    expect(value?.output).toEqual({ large, odd })
    await database.inInstance(instance(), (client) =>
      answerWait(client, id, 'ask', { kind: 'choice', answer: 'yes', responder: {} }),
    )
    queue.wake()
    const run = await until(id, isOver)
    expect(node(run, 'b')?.iterations[0]?.result?.output).toEqual({ length: 50_000 })
  })

  it('hands each fact to the host once, inside the transaction that commits it', async () => {
    const recorded: RunEvent[] = []
    const queue = await work(ok, {
      recordedTypes: ['wait-opened', 'wait-closed', 'run-finished'],
      record: async (events, tx) => {
        const role = await tx.client.query('select current_user as role, current_schema() as schema')
        expect(role.rows[0]).toEqual({ role: instance(1).role, schema: instance(1).schema })
        tx.afterCommit(() => recorded.push(...events))
      },
    })
    const graph = graphOf(
      [start, choice('ask', { expires: { seconds: 0.1, default: 'no' } }), end],
      ['start>ask', 'ask:yes>end', 'ask:no>end'],
    )
    const id = await begin(versionOf(graph), { subject: { kind: 'incident', id: '7' } }, 1)
    queue.wake()
    await until(id, isOver, 1)
    expect(recorded.map((event) => event.entry.type)).toEqual(['wait-opened', 'wait-closed', 'run-finished'])
    expect(recorded[0]?.run.subject).toEqual({ kind: 'incident', id: '7' })
  })

  it('tries the host’s part again until it succeeds, and repeats no action meanwhile', async () => {
    const performed: string[] = []
    let failures = 1
    const queue = await work(
      (attempt, signal) => {
        performed.push(attempt.idempotencyKey)
        return ok(attempt, signal)
      },
      {
        recordedTypes: ['run-finished'],
        record: async (_events, tx) => {
          // The host swallows the error of its statement: PostgreSQL would roll back in silence.
          if (failures-- > 0) await tx.client.query('select * from nowhere').catch(() => {})
        },
      },
    )
    const id = await begin(versionOf(chainOf(1)))
    queue.wake()
    const run = await until(id, isOver)
    expect(run.status).toBe('completed')
    expect(performed).toHaveLength(1)
  })

  it('runs once per item, and at most the limit (PLC-12, PLC-18)', async () => {
    const queue = await work(ok)
    const inputs = { ip: { ref: 'param', path: 'ips' } }
    const graph = graphOf([start, action('a', { inputs }), end], ['start>a', 'a>end'])
    const id = await begin(versionOf(graph), {
      params: { ips: Array.from({ length: 300 }, (_, index) => `10.0.0.${index}`) },
    })
    queue.wake()
    const run = await until(id, isOver)
    expect(node(run, 'a')?.iterations.map((each) => each.inputs.ip)).toHaveLength(300)
    expect(node(run, 'a')?.attempts).toBe(300)
  })

  it('refuses an instance the runs and the work of another, in PostgreSQL itself', async () => {
    await begin(versionOf(chainOf(1)), {}, 1)
    const peek = (sql: string) => database.inInstance(instance(0), (client) => client.query(sql))
    await expect(peek(`select * from ${instance(1).schema}.runs`)).rejects.toThrow(/permission denied/)
    expect((await peek('select * from tocsin.work')).rows).toEqual([])
    await expect(
      peek(`insert into tocsin.work (instance_role, lane, kind, ref) values ('${instance(1).role}', 'job', 'x', 'x')`),
    ).rejects.toThrow(/row-level security/)
  })
})
