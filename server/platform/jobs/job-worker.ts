import { backoffMs, type Claim, completeClaim, rescheduleClaim, type WorkQueue } from '@tocsin/engine/queue/index.ts'
import type pg from 'pg'
import { Counter, type Registry } from 'prom-client'
import { queryable } from '../database/queryable.ts'
import type { Instance } from '../instance.ts'
import type { Log } from '../log.ts'
import type { JobKind } from './job.ts'

export interface JobWorkerDeps {
  pool: pg.Pool
  queue: WorkQueue
  instances: { byRole(role: string): Promise<Instance | null> }
  kinds: readonly JobKind[]
  log: Log
  metrics: Registry
}

export interface JobWorker {
  /** Lets running jobs end, up to a few seconds. */
  stop(): Promise<void>
}

export const JOB_LANE = 'job'
const SLOTS = 8
/** One instance's storm leaves room for the others (EXE-23). */
const SLOTS_PER_INSTANCE = 4
const STOP_PATIENCE_MS = 4_000

/** Does background jobs of all instances, fairly, each at least once and with growing pauses after failures. */
export function createJobWorker(deps: JobWorkerDeps): JobWorker {
  const kinds = new Map(deps.kinds.map((kind) => [kind.kind, kind]))
  const outcomes = new Counter({
    name: 'tocsin_jobs_total',
    help: 'Background jobs by kind and outcome',
    labelNames: ['kind', 'outcome'],
    registers: [deps.metrics],
  })
  const running = new Map<number, { done: Promise<void>; stopping: AbortController }>()
  let stopped = false

  function begin(claim: Claim): void {
    const stopping = new AbortController()
    const done = perform(claim, stopping.signal)
      .catch((error: unknown) =>
        deps.log.warn(
          { err: error, job: claim.kind, ref: claim.ref },
          'A job could not be settled; its lease will end',
        ),
      )
      .finally(() => {
        running.delete(claim.id)
        deps.queue.settled(claim)
      })
    running.set(claim.id, { done, stopping })
  }

  async function perform(claim: Claim, signal: AbortSignal): Promise<void> {
    const kind = kinds.get(claim.kind)
    const instance = await deps.instances.byRole(claim.role)
    if (!kind || !instance) return setAside(claim, `Nothing here does jobs of the kind "${claim.kind}".`)
    let completed = false
    let repeat: Date | null = null
    try {
      await kind.run(instance, claim.payload, {
        attempt: claim.attempts,
        signal,
        async completeIn(tx) {
          const held = await completeClaim(queryable(tx), claim)
          if (!held) throw new Error('The job was taken over by another worker.')
          tx.afterCommit(() => {
            completed = true
          })
        },
        repeatAt(moment) {
          repeat = moment
        },
      })
      if (repeat) await rescheduleClaim(deps.pool, claim, { at: repeat, resetAttempts: true })
      else if (!completed) await completeClaim(deps.pool, claim)
      outcomes.inc({ kind: claim.kind, outcome: 'done' })
    } catch (error) {
      if (!completed) await fail(claim, kind, error)
    }
  }

  async function fail(claim: Claim, kind: JobKind, error: unknown): Promise<void> {
    const text = error instanceof Error ? error.message : String(error)
    const givenUp = claim.attempts >= kind.maxAttempts
    const fields = { err: error, job: claim.kind, ref: claim.ref, attempt: claim.attempts }
    deps.log.warn(fields, givenUp ? 'A job was given up' : 'A job failed and is tried again')
    outcomes.inc({ kind: claim.kind, outcome: givenUp ? 'given up' : 'failed' })
    if (givenUp) return setAside(claim, text)
    await rescheduleClaim(deps.pool, claim, { at: new Date(Date.now() + backoffMs(claim.attempts)), error: text })
  }

  /** Kept with its error, so that somebody can see it and wake it. */
  async function setAside(claim: Claim, error: string): Promise<void> {
    await rescheduleClaim(deps.pool, claim, { at: null, error })
  }

  deps.queue.serve({
    lane: JOB_LANE,
    slots: SLOTS,
    perInstance: SLOTS_PER_INSTANCE,
    take: (claims) => {
      if (!stopped) for (const claim of claims) begin(claim)
    },
    // A job that is asked for again while it runs is done once more when it is settled.
    woken: () => {},
    dropped: (claim) => running.get(claim.id)?.stopping.abort(),
  })

  return {
    async stop() {
      stopped = true
      for (const { stopping } of running.values()) stopping.abort()
      const patience = new Promise<void>((resolve) => setTimeout(resolve, STOP_PATIENCE_MS).unref())
      await Promise.race([Promise.allSettled([...running.values()].map(({ done }) => done)), patience])
    },
  }
}
