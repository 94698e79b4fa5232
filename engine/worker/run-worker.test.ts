import { afterEach, describe, expect, it } from 'vitest'
import { MemoryQueue } from '../stores/memory/memory-queue.ts'
import { MemoryRunStore } from '../stores/memory/memory-run-store.ts'
import { RunWorker, type RunWorkerOptions } from './run-worker.ts'
import { action, chainOf, end, graphOf, start, versionOf } from './test-graph.ts'

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
})

async function work(perform: RunWorkerOptions['host']['performAction'], options: Partial<RunWorkerOptions> = {}) {
  const queue = new MemoryQueue()
  const store = new MemoryRunStore(queue)
  const host = { loadScopes: async () => ({}), performAction: perform }
  const worker = new RunWorker({ store, queue, host, ...options })
  queue.serve(worker)
  await queue.start()
  stops.push(async () => {
    await worker.stop(0)
    await queue.stop()
  })
  const begin = (instance: string, graph = chainOf(1), params: unknown = {}) => {
    const version = versionOf(graph)
    const id = store.startRun(
      { role: instance, schema: instance },
      { playbookId: 'p', playbookVersion: 1, name: 'Test', version, params },
    )
    queue.wake()
    return id
  }
  return { store, begin }
}

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 2000 && !holds(); tries += 1) await new Promise((resolve) => setTimeout(resolve, 2))
  expect(holds()).toBe(true)
}

const listed = () =>
  graphOf([start, action('a', { inputs: { ip: { ref: 'param', path: 'ips' } } }), end], ['start>a', 'a>end'])

describe('a run worker without a database', () => {
  it('runs a playbook to its end', async () => {
    const { store, begin } = await work(async () => ({ status: 'succeeded', output: {} }))
    const id = begin('a', chainOf(3))
    await until(() => store.read(id)?.status === 'completed')
  })

  it('begins no more attempts at once than it may, and all in the end', async () => {
    let now = 0
    let most = 0
    let all = 0
    const { store, begin } = await work(
      async () => {
        now += 1
        most = Math.max(most, now)
        await new Promise((resolve) => setTimeout(resolve, 1))
        now -= 1
        all += 1
        return { status: 'succeeded' }
      },
      { concurrency: { attempts: 4, attemptsPerInstance: 3 } },
    )
    const id = begin('a', listed(), { ips: Array.from({ length: 50 }, (_, index) => index) })
    await until(() => store.read(id)?.status === 'completed')
    expect({ most, all }).toEqual({ most: 3, all: 50 })
  })

  it('lets a quiet instance through a storm of another (EXE-23)', async () => {
    const order: string[] = []
    const { store, begin } = await work(
      async (attempt) => {
        order.push(attempt.run.instance.role)
        await new Promise((resolve) => setTimeout(resolve, 2))
        return { status: 'succeeded' }
      },
      { concurrency: { attempts: 2, attemptsPerInstance: 2 } },
    )
    const storm = begin('storm', listed(), { ips: Array.from({ length: 60 }, (_, index) => index) })
    await until(() => order.length > 4)
    const before = order.length
    const quiet = begin('quiet')
    await until(() => store.read(quiet)?.status === 'completed')
    expect(order.indexOf('quiet') - before).toBeLessThan(6)
    await until(() => store.read(storm)?.status === 'completed')
    expect(order).toHaveLength(61)
  })

  it('records what the host throws as the reason of the failure', async () => {
    const { store, begin } = await work(async () => {
      throw new Error('No route to host')
    })
    const id = begin('a')
    await until(() => store.read(id)?.status === 'completed_with_errors')
    const failed = store.read(id)?.records.find(({ entry }) => entry.type === 'attempt-finished')
    expect(failed?.entry).toMatchObject({ status: 'failed', error: 'No route to host' })
  })

  it('asks for incident fields when a node needs them, and again when they could not be had', async () => {
    const asked: string[][] = []
    const seen: unknown[] = []
    const { store, begin } = await work(async () => ({ status: 'succeeded' }), {
      host: {
        loadScopes: async (_run, names) => {
          asked.push([...names])
          if (asked.length === 1) throw new Error('Busy')
          return { incident: { opt_3: 'high' } }
        },
        performAction: async (attempt) => {
          seen.push(attempt.inputs)
          return { status: 'succeeded' }
        },
      },
    })
    const inputs = { ip: { ref: 'text', text: '{{incident.opt_3}}!' } }
    const id = begin('a', graphOf([start, action('a', { inputs }), end], ['start>a', 'a>end']))
    await until(() => store.read(id)?.status === 'completed')
    expect(asked).toEqual([['incident'], ['incident']])
    expect(seen).toEqual([{ ip: 'high!' }])
  })
})
