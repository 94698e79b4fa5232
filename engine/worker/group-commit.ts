import type { Append, AppendResult, RunStore } from '../journal/run-store.ts'
import type { EngineLog } from '../queue/engine-log.ts'

interface Waiting {
  append: Append
  resolve(result: AppendResult): void
  reject(error: unknown): void
}

/** Commits beside the ordinary ones, for instances that have nothing under way. */
const FOR_OTHERS = 2

/**
 * Sends the appends of all runs of a worker down together: whatever came while the last commit was under way goes
 * with the next. An instance that has nothing under way does not wait for the commits of others (EXE-23). Appends whose
 * fate is unknown, because the connection was cut, are sent again until it is known.
 */
export class GroupCommit {
  readonly #store: RunStore
  readonly #log: EngineLog
  readonly #most: number
  readonly #flushes: number
  #waiting: Waiting[] = []
  #running = 0
  /** How many commits under way hold facts of each instance. */
  readonly #busy = new Map<string, number>()
  #scheduled = false
  #stopped = false

  constructor(store: RunStore, log: EngineLog, options: { most: number; flushes: number }) {
    this.#store = store
    this.#log = log
    this.#most = options.most
    this.#flushes = options.flushes
  }

  /** Resolves when the facts are durable or refused; rejects where the host's part of the transaction failed. */
  append(append: Append): Promise<AppendResult> {
    return new Promise((resolve, reject) => {
      const waiting = { append, resolve, reject }
      this.#waiting.push(waiting)
      if (this.#running < this.#flushes || this.#isFree(waiting)) this.#schedule()
    })
  }

  /** Gives up what is not committed yet. */
  stop(): void {
    this.#stopped = true
  }

  #schedule(): void {
    if (this.#scheduled || this.#running >= this.#flushes + FOR_OTHERS) return
    this.#scheduled = true
    // Facts of one turn of the event loop belong together.
    setImmediate(() => {
      this.#scheduled = false
      const group = this.#takeGroup()
      if (group.length === 0) return
      const roles = new Set(group.map(({ append }) => append.run.instance.role))
      this.#running += 1
      for (const role of roles) this.#busy.set(role, (this.#busy.get(role) ?? 0) + 1)
      void this.#flush(group).finally(() => {
        this.#running -= 1
        for (const role of roles) this.#release(role)
        if (this.#waiting.length > 0) this.#schedule()
      })
      if (this.#waiting.length > 0) this.#schedule()
    })
  }

  #takeGroup(): Waiting[] {
    if (this.#running < this.#flushes) return this.#waiting.splice(0, this.#most)
    const group = this.#waiting.filter((each) => this.#isFree(each)).slice(0, this.#most)
    const taken = new Set(group)
    this.#waiting = this.#waiting.filter((each) => !taken.has(each))
    return group
  }

  #isFree({ append }: Waiting): boolean {
    return !this.#busy.has(append.run.instance.role)
  }

  #release(role: string): void {
    const count = (this.#busy.get(role) ?? 0) - 1
    if (count > 0) this.#busy.set(role, count)
    else this.#busy.delete(role)
  }

  async #flush(group: Waiting[]): Promise<void> {
    for (let failures = 0; ; failures += 1) {
      try {
        const results = await this.#store.append(group.map((each) => each.append))
        group.forEach((each, index) => {
          const result = results[index] ?? 'refused'
          if (result instanceof Error) each.reject(result)
          else each.resolve(result)
        })
        return
      } catch (error) {
        if (this.#stopped) {
          for (const each of group) each.resolve('refused')
          return
        }
        this.#log.warn({ err: error, runs: group.length }, 'Could not commit; trying again')
        await new Promise((resolve) => setTimeout(resolve, Math.min(2000, 20 * 2 ** failures)))
      }
    }
  }
}
