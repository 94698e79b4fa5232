import type pg from 'pg'
import { Counter, type Registry } from 'prom-client'
import type { Clock } from '../clock.ts'
import type { Instance } from '../instance.ts'
import type { Log } from '../log.ts'
import type { JobKind } from './job.ts'
import { type Claim, createJobClaims } from './job-claims.ts'

export interface JobWorkerDeps {
  pool: pg.Pool
  instances: { byRole(role: string): Promise<Instance | null> }
  kinds: readonly JobKind[]
  clock: Clock
  log: Log
  metrics: Registry
}

export interface JobWorker {
  start(): Promise<void>
  /** Looks for work now instead of at the next poll. */
  wake(): void
  /** Lets running jobs end, up to a few seconds, and gives the rest back. */
  stop(): Promise<void>
}

const AT_ONCE = 8
const POLL_MS = 1_000
const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 5 * 60_000
const STOP_PATIENCE_MS = 4_000

/** Does background jobs of all instances, fairly, each at least once and with growing pauses after failures. */
export function createJobWorker(deps: JobWorkerDeps): JobWorker {
  const kinds = new Map(deps.kinds.map((kind) => [kind.kind, kind]))
  const claims = createJobClaims(deps.pool, [...kinds.keys()])
  const outcomes = new Counter({
    name: 'tocsin_jobs_total',
    help: 'Background jobs by kind and outcome',
    labelNames: ['kind', 'outcome'],
    registers: [deps.metrics],
  })
  const running = new Set<Promise<void>>()
  const stopping = new AbortController()
  let timer: NodeJS.Timeout | null = null
  let looking = false
  let lookAgain = false

  async function look(): Promise<void> {
    if (looking) {
      lookAgain = true
      return
    }
    looking = true
    try {
      do {
        lookAgain = false
        const free = AT_ONCE - running.size
        if (free <= 0 || stopping.signal.aborted) break
        const taken = await claims.take(free)
        for (const claim of taken) begin(claim)
        if (taken.length === free) break
      } while (lookAgain)
    } catch (error) {
      deps.log.warn({ err: error }, 'Looking for jobs failed; trying again')
    } finally {
      looking = false
    }
  }

  function begin(claim: Claim): void {
    const done = perform(claim).finally(() => {
      running.delete(done)
      void look()
    })
    running.add(done)
  }

  async function perform(claim: Claim): Promise<void> {
    const kind = kinds.get(claim.kind)
    const instance = await deps.instances.byRole(claim.role)
    if (!kind || !instance) return
    let completed = false
    let repeat: Date | null = null
    try {
      await kind.run(instance, claim.payload, {
        attempt: claim.attempts,
        signal: stopping.signal,
        completeIn: async (tx) => {
          await claims.completeIn(tx, claim)
          tx.afterCommit(() => {
            completed = true
          })
        },
        repeatAt: (moment) => {
          repeat = moment
        },
      })
      if (repeat) await claims.reschedule(claim, repeat, null)
      else if (!completed) await claims.complete(claim)
      outcomes.inc({ kind: claim.kind, outcome: 'done' })
    } catch (error) {
      if (completed) return
      await fail(claim, kind, error)
    }
  }

  async function fail(claim: Claim, kind: JobKind, error: unknown): Promise<void> {
    const text = error instanceof Error ? error.message : String(error)
    const given = claim.attempts >= kind.maxAttempts
    outcomes.inc({ kind: claim.kind, outcome: given ? 'given up' : 'failed' })
    deps.log.warn(
      { err: error, job: claim.kind, ref: claim.ref, attempt: claim.attempts },
      given ? 'A job was given up' : 'A job failed',
    )
    const pause = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (claim.attempts - 1)) * (0.75 + Math.random() / 2)
    const next = given ? null : new Date(deps.clock.now().getTime() + pause)
    await claims
      .reschedule(claim, next, text)
      .catch((problem) => deps.log.warn({ err: problem }, 'A job could not be given back; its lease will end'))
  }

  return {
    async start() {
      await claims.start()
      timer = setInterval(() => void look(), POLL_MS)
      void look()
    },
    wake: () => void (timer && look()),
    async stop() {
      stopping.abort()
      if (timer) clearInterval(timer)
      timer = null
      const patience = new Promise<void>((resolve) => setTimeout(resolve, STOP_PATIENCE_MS).unref())
      await Promise.race([Promise.allSettled(running), patience])
      await claims.stop()
    },
  }
}
