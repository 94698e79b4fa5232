import { type ActionOutcome, type Attempt, createRunWorker, quietLog, type RunVersion, WorkQueue } from '@tocsin/engine'
import { createEngineDatabase, type EngineDatabase } from '@tocsin/engine/stores/postgres/engine-database.ts'
import { startRuns } from '@tocsin/engine/stores/postgres/start-run.ts'

export interface Engine {
  database: EngineDatabase
  /** Replaces what actions do from now on. */
  perform(work: (attempt: Attempt) => Promise<ActionOutcome> | ActionOutcome): void
  /** Queues `count` runs in one transaction, and wakes the worker. Answers when they are committed. */
  start(count: number, version: RunVersion, options?: { instance?: number; params?: unknown }): Promise<string[]>
  /** Resolves when nothing is queued or under way. */
  idle(): Promise<void>
  close(): Promise<void>
}

export interface EngineOptions {
  /** Most runs carried at once; as many as a worker takes unless given. */
  runs?: number
  /** Most iterations of one node; as many as a worker allows unless given. */
  maxIterations?: number
}

/** A deployment of two instances with one worker, on the server that the runner started. */
export async function openEngine(serverUrl: string, { runs, maxIterations }: EngineOptions = {}): Promise<Engine> {
  const database = await createEngineDatabase(serverUrl, 2)
  const queue = new WorkQueue({ pool: database.pool, log: quietLog })
  let work: (attempt: Attempt) => Promise<ActionOutcome> | ActionOutcome = () => ({ status: 'succeeded', output: {} })
  let finished = 0
  let expected = 0
  const worker = createRunWorker({
    pool: database.pool,
    queue,
    instanceOf: database.instanceOf,
    ...(runs === undefined ? {} : { concurrency: { runs, runsPerInstance: runs } }),
    ...(maxIterations === undefined ? {} : { limits: { maxIterations } }),
    host: {
      loadScopes: async () => ({}),
      performAction: async (attempt) => work(attempt),
      announce: (events) => {
        for (const event of events) if (event.entry.type === 'run-finished') finished += 1
      },
    },
  })
  await queue.start()
  return {
    database,
    perform: (next) => {
      work = next
    },
    async start(count, version, { instance = 0, params = null } = {}) {
      const scope = database.instances[instance]
      if (!scope) throw new Error(`There is no instance ${instance}`)
      expected += count
      const ids = await database.inInstance(scope, async (client) => {
        const run = { playbookId: 'p', playbookVersion: 1, name: 'Measured', version, params }
        return startRuns(
          client,
          Array.from({ length: count }, () => run),
        )
      })
      queue.wake()
      return ids
    },
    async idle() {
      while (finished < expected) await new Promise((resolve) => setTimeout(resolve, 2))
    },
    async close() {
      await worker.stop(1000)
      await queue.stop()
      await database.drop()
    },
  }
}
