import { createTestInstance, eventually, testActor } from '@tocsin/testkit'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { emit } from '../events/index.ts'
import type { ServerModule } from '../module.ts'
import { enqueue } from './enqueue.ts'
import { job } from './job.ts'

describe('background jobs', () => {
  let started: Awaited<ReturnType<typeof createTestInstance>>
  const seen: string[] = []
  let failures = 0

  const probe: ServerModule = {
    name: 'probe',
    subscriptions: [
      {
        name: 'probe within',
        events: ['Probed'],
        within: async (_tx, event) => void seen.push(`within ${event.subject.id}`),
      },
      {
        name: 'probe afterwards',
        events: ['Probed'],
        afterwards: async (_instance, event) => void seen.push(`afterwards ${event.subject.id}`),
      },
    ],
    jobs: [
      job({
        kind: 'probe-once',
        payload: z.object({ name: z.string() }),
        async run(instance, { name }, run) {
          await instance.database.write(async (tx) => {
            await emit(tx, testActor, { type: 'ProbeDone', subject: { kind: 'probes', id: name } })
            await run.completeIn(tx)
          })
          throw new Error('died after its commit')
        },
      }),
      job({
        kind: 'probe-retry',
        payload: z.object({}),
        async run(_instance, _payload, run) {
          if (run.attempt < 2) {
            failures += 1
            throw new Error('not yet')
          }
          seen.push('retried')
        },
      }),
    ],
  }

  beforeAll(async () => {
    started = await createTestInstance({ also: [probe] })
  })
  afterAll(() => started.stop())

  it('gives an event to each subscriber: inside the transaction and as a job of its own', async () => {
    await started.instance.database.write((tx) =>
      emit(tx, testActor, { type: 'Probed', subject: { kind: 'probes', id: '1' } }),
    )
    expect(seen).toContain('within 1')
    await eventually(async () => seen.includes('afterwards 1'), 'the job of the subscriber')
  })

  it('queues nothing when the transaction is rolled back', async () => {
    const failing = started.instance.database.write(async (tx) => {
      await emit(tx, testActor, { type: 'Probed', subject: { kind: 'probes', id: '2' } })
      throw new Error('rolled back')
    })
    await expect(failing).rejects.toThrow('rolled back')
    await started.instance.database.write((tx) =>
      emit(tx, testActor, { type: 'Probed', subject: { kind: 'probes', id: '3' } }),
    )
    await eventually(async () => seen.includes('afterwards 3'), 'the later job')
    expect(seen).not.toContain('afterwards 2')
  })

  it('has the effect of a job once although its worker dies after the commit', async () => {
    await started.instance.database.write((tx) => enqueue(tx, { kind: 'probe-once', ref: 'x', payload: { name: 'x' } }))
    const count = () =>
      started.instance.database.read((tx) =>
        tx.sql
          .selectFrom('events')
          .select((select) => select.fn.countAll<number>().as('count'))
          .where('type', '=', 'ProbeDone')
          .executeTakeFirstOrThrow(),
      )
    await eventually(async () => (await count()).count === 1, 'the effect')
    await eventually(async () => (await remaining()) === 0, 'an empty queue')
    expect((await count()).count).toBe(1)
  })

  it('tries a failed job again', async () => {
    await started.instance.database.write((tx) => enqueue(tx, { kind: 'probe-retry', ref: 'y' }))
    await eventually(async () => seen.includes('retried'), 'the second try')
    expect(failures).toBe(1)
  })

  async function remaining(): Promise<number> {
    const left = await started.instance.database.read((tx) =>
      sql<{ count: number }>`select count(*) as count from tocsin.work where kind = 'probe-once'`.execute(tx.sql),
    )
    return left.rows[0]?.count ?? 0
  }
})
