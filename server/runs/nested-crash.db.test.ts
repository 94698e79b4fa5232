import { quietLog, WorkQueue } from '@tocsin/engine'
import { createRunWorker } from '@tocsin/engine/worker/create-run-worker.ts'
import { createTestInstance } from '@tocsin/testkit'
import { call, constant, FlowTester, hash, output, param } from '@tocsin/testkit/flow-tester.ts'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRunHost } from './index.ts'

const PARENTS = 12

/** The deployment serves the API only; workers are the test's own, so that it can drop them as kill -9 does. */
describe('a worker that dies between a parent and its child', () => {
  let flow: FlowTester
  let terminator: pg.Pool
  let workers = 0
  beforeAll(async () => {
    flow = new FlowTester(await createTestInstance({ roles: ['web'] }))
    terminator = new pg.Pool({ connectionString: flow.started.test.databaseUrl, max: 1 })
  })
  afterAll(async () => {
    await terminator.end()
    await flow.started.stop()
  })

  async function startWorker() {
    const { instance, test } = flow.started
    workers += 1
    const name = `worker ${workers}`
    const pool = new pg.Pool({ connectionString: test.databaseUrl, max: 6, application_name: name })
    pool.on('error', () => {})
    pool.on('connect', (client) => client.on('error', () => {}))
    const queue = new WorkQueue({ pool, log: quietLog, livenessMs: 50, pollMs: 100 })
    const worker = createRunWorker({
      pool,
      queue,
      host: createRunHost({ instances: { byRole: async (role) => (role === instance.role ? instance : null) } }),
      instanceOf: async (role) => (role === instance.role ? instance : null),
    })
    await queue.start()
    return {
      /** As kill -9: nothing is said, connections break, what they had not committed is gone. */
      async drop() {
        worker.cut()
        queue.cut()
        await terminator.query('select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1', [
          name,
        ])
        await pool.end()
      },
    }
  }

  it('loses and doubles nothing: each call has one child, each child answers once (NOD-60, EXE-16)', async () => {
    await flow.publish('Inner', { inputs: ['n'], nodes: [hash('h', param('n'))], links: ['start>h', 'h>end'] })
    const outer = await flow.publish('Outer', {
      inputs: ['list'],
      nodes: [
        call('first', 'Inner', { n: constant('1') }),
        { id: 'each', kind: 'repeat', playbook: 'Inner', items: param('list'), itemInput: 'n', concurrency: 2 },
        hash('last', output('each', 'h.sha256')),
      ],
      links: ['start>first', 'first>each', 'each>last', 'last>end'],
    })
    const runs: string[] = []
    for (let count = 0; count < PARENTS; count += 1) runs.push(await flow.start(outer, { input: { list: ['a', 'b'] } }))

    const isOver = async () => {
      const { body } = await flow.api.get('/runs?limit=200&status=queued,running,waiting')
      return body.items.length === 0
    }
    let drops = 0
    for (let patience = 40; !(await isOver()) && patience > 0; patience -= 1) {
      const worker = await startWorker()
      // Longer and longer, so that it comes to an end on any machine.
      await new Promise((resolve) => setTimeout(resolve, 150 + drops * 60))
      await worker.drop()
      drops += 1
      // A script that a dropped worker had begun waits for a person, in the child as in any run.
      const { body } = await flow.api.get('/operations')
      for (const { runId, nodeId, kind } of body.items) if (kind === 'lost') await flow.answer(runId, nodeId, 'retry')
    }
    expect(drops).toBeGreaterThan(1)
    for (const id of runs) {
      const run = await flow.run(id)
      expect(run.status).toBe('completed')
      const [first, each] = ['first', 'each'].map(
        (node) => run.nodes.find(({ id: nodeId }) => nodeId === node)?.children,
      )
      expect(first).toMatchObject([{ status: 'completed', call: 0, attempt: 1 }])
      expect(each?.map(({ call: number, attempt }) => [number, attempt])).toEqual([
        [0, 1],
        [1, 1],
      ])
    }
    const { children, answers } = await flow.started.instance.database.read(async (tx) => {
      const found = await sql<{ children: number; answers: number }>`select
        (select count(*)::int from runs where parent_run is not null) as children,
        (select count(*)::int from run_waits where kind = 'child' and answered_at is not null and closed_at is not null) as answers`.execute(
        tx.sql,
      )
      return found.rows[0] ?? { children: 0, answers: 0 }
    })
    expect({ children, answers }).toEqual({ children: PARENTS * 3, answers: PARENTS * 3 })
  }, 120_000)

  it('kills the child of a run that was killed while no worker was there (EXE-12)', async () => {
    await flow.publish('Waits', {
      nodes: [{ id: 'w', kind: 'wait', mode: 'duration', duration: constant('1d') }],
      links: ['start>w', 'w>end'],
    })
    const outer = await flow.publish('Waits for it', { nodes: [call('c', 'Waits')], links: ['start>c', 'c>end'] })
    const run = await flow.start(outer)
    const before = await startWorker()
    const [child] = await flow.childrenReach(run, 'c', 1)
    const inner = child?.runId ?? ''
    await flow.nodeReaches(inner, 'w', 'waiting')
    await before.drop()
    expect((await flow.api.post(`/runs/${run}/kill`)).status).toBe(202)
    const after = await startWorker()
    await flow.reaches(run, 'killed')
    await flow.reaches(inner, 'killed')
    await after.drop()
  })
})
