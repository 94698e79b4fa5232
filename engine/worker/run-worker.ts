import type { RunStore } from '../journal/run-store.ts'
import type { Claim, ClaimSource, LaneHandler } from '../queue/claim.ts'
import { type EngineLog, quietLog } from '../queue/engine-log.ts'
import { backoffMs } from '../queue/settle-claim.ts'
import { AttemptGate } from './attempt-gate.ts'
import { GroupCommit } from './group-commit.ts'
import { LiveRun } from './live-run.ts'
import type { EngineClock, RunDeps, RunLimits } from './run-deps.ts'

export const RUN_LANE = 'run'

export interface Concurrency {
  /** Most runs held in memory at once, and most of one instance. */
  runs: number
  runsPerInstance: number
  /** Most attempts under way at once, and most of one instance. */
  attempts: number
  attemptsPerInstance: number
}

export interface RunWorkerOptions {
  store: RunStore
  queue: ClaimSource
  host: RunDeps['host']
  clock?: EngineClock
  log?: EngineLog
  concurrency?: Partial<Concurrency>
  limits?: Partial<RunLimits>
  /** How many commits are under way at once. */
  flushes?: number
}

const defaultConcurrency: Concurrency = { runs: 400, runsPerInstance: 300, attempts: 256, attemptsPerInstance: 192 }
const defaultLimits: RunLimits = { maxIterations: 1000, inlineBytes: 8192 }

/** Takes runs from the queue and carries each as far as it goes. Start and stop belong to the queue it serves. */
export class RunWorker implements LaneHandler {
  readonly lane = RUN_LANE
  readonly slots: number
  readonly perInstance: number
  readonly #deps: RunDeps
  readonly #runs = new Map<number, LiveRun>()
  readonly #loading = new Map<number, Claim>()
  readonly #wokenWhileLoading = new Set<number>()
  #stopped = false

  constructor(options: RunWorkerOptions) {
    const concurrency = { ...defaultConcurrency, ...options.concurrency }
    const log = options.log ?? quietLog
    this.slots = concurrency.runs
    this.perInstance = Math.min(concurrency.runsPerInstance, concurrency.runs)
    this.#deps = {
      store: options.store,
      queue: options.queue,
      commit: new GroupCommit(options.store, log, { most: 500, flushes: options.flushes ?? 2 }),
      gate: new AttemptGate(concurrency.attempts, concurrency.attemptsPerInstance),
      host: options.host,
      clock: options.clock ?? { now: () => new Date() },
      log,
      limits: { ...defaultLimits, ...options.limits },
      ended: (claim) => this.#ended(claim),
      retryLater: (claim, error) => this.#retryLater(claim, error),
    }
  }

  take(claims: Claim[]): void {
    for (const claim of claims) this.#loading.set(claim.id, claim)
    void this.#loadAll(claims)
  }

  woken(claim: Claim): void {
    const run = this.#runs.get(claim.id)
    if (run) run.wake()
    else if (this.#loading.has(claim.id)) this.#wokenWhileLoading.add(claim.id)
  }

  dropped(claim: Claim): void {
    this.#loading.delete(claim.id)
    const run = this.#runs.get(claim.id)
    if (run?.claim.fence === claim.fence) run.drop()
    else this.#deps.queue.settled(claim)
  }

  /** Lets attempts under way come to their end for `graceMs`, then leaves them to the next worker as lost. */
  async stop(graceMs = 5000): Promise<void> {
    const until = Date.now() + graceMs
    while (Date.now() < until && [...this.#runs.values()].some((run) => run.attemptsUnderWay > 0)) {
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    this.cut()
    await this.#deps.store.close?.()
  }

  /** Stops at once, as a killed process would. */
  cut(): void {
    this.#stopped = true
    this.#deps.commit.stop()
    for (const run of this.#runs.values()) run.drop()
  }

  /** Each instance by itself, and who has few does not wait for who has many (EXE-23). */
  async #loadAll(claims: readonly Claim[]): Promise<void> {
    const byRole = new Map<string, Claim[]>()
    for (const claim of claims) {
      const group = byRole.get(claim.role)
      if (group) group.push(claim)
      else byRole.set(claim.role, [claim])
    }
    for (const group of [...byRole.values()].sort((a, b) => a.length - b.length)) await this.#load(group)
  }

  async #load(claims: Claim[]): Promise<void> {
    try {
      const stored = await this.#deps.store.load(claims)
      claims.forEach((claim, index) => {
        if (this.#loading.get(claim.id)?.fence !== claim.fence) return
        this.#loading.delete(claim.id)
        const run = stored[index]
        if (this.#stopped) return
        if (run) this.#begin(new LiveRun(this.#deps, claim, run))
        else this.#retryLater(claim, new Error(`There is no run ${claim.ref} here`))
      })
    } catch (error) {
      for (const claim of claims) {
        this.#loading.delete(claim.id)
        this.#retryLater(claim, error)
      }
    }
  }

  #begin(run: LiveRun): void {
    this.#runs.set(run.claim.id, run)
    if (this.#wokenWhileLoading.delete(run.claim.id)) run.wake()
    else run.kick()
  }

  #ended(claim: Claim): void {
    if (this.#runs.get(claim.id)?.claim.fence === claim.fence) this.#runs.delete(claim.id)
    this.#deps.queue.settled(claim)
  }

  #retryLater(claim: Claim, error: unknown): void {
    const message = error instanceof Error ? error.message : String(error)
    this.#deps.log.warn({ err: error, run: claim.ref }, 'A run is put back')
    this.#deps.queue.settled(claim)
    this.#deps.queue.giveBack(claim, { delayMs: Math.min(60_000, backoffMs(claim.attempts)), error: message }).catch(
      // Unreachable database: the lease ends by itself.
      () => {},
    )
  }
}
