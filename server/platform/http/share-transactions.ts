import { Failure } from '../failure.ts'
import type { Instance, Tx } from '../instance.ts'

interface Waiting<Call> {
  call: Call
  resolve(result: unknown): void
  reject(error: unknown): void
}

const MOST = 100
/** One is being committed while the next gathers. */
const AT_ONCE = 2

type HandleAll<Call> = (tx: Tx, calls: readonly Call[]) => Promise<unknown[]>

/**
 * Calls of one instance that come while a transaction is under way go down together with the next. An idle instance
 * takes a call at once. Where a shared transaction fails, each call is tried by itself, so that none hurts another.
 */
export function shareTransactions<Call extends { instance: Instance; requestId: string }>(
  handleAll: HandleAll<Call>,
): (call: Call) => Promise<unknown> {
  const crowds = new WeakMap<Instance, Crowd<Call>>()
  return (call) => {
    const crowd = crowds.get(call.instance) ?? new Crowd(call.instance, handleAll)
    crowds.set(call.instance, crowd)
    return crowd.add(call)
  }
}

class Crowd<Call extends { requestId: string }> {
  readonly #instance: Instance
  readonly #handleAll: HandleAll<Call>
  #waiting: Waiting<Call>[] = []
  #running = 0
  #scheduled = false

  constructor(instance: Instance, handleAll: HandleAll<Call>) {
    this.#instance = instance
    this.#handleAll = handleAll
  }

  add(call: Call): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ call, resolve, reject })
      this.#schedule()
    })
  }

  #schedule(): void {
    if (this.#scheduled || this.#running >= AT_ONCE || this.#waiting.length === 0) return
    this.#scheduled = true
    setImmediate(() => {
      this.#scheduled = false
      const group = this.#waiting.splice(0, MOST)
      this.#running += 1
      void this.#serve(group).finally(() => {
        this.#running -= 1
        this.#schedule()
      })
      this.#schedule()
    })
  }

  async #serve(group: readonly Waiting<Call>[]): Promise<void> {
    try {
      const results = await this.#write(group)
      group.forEach(({ resolve, reject }, index) => {
        const result = results[index]
        if (result instanceof Failure) reject(result)
        else resolve(result)
      })
    } catch (error) {
      if (group.length > 1) for (const each of group) await this.#serve([each])
      else group[0]?.reject(error)
    }
  }

  #write(group: readonly Waiting<Call>[]): Promise<unknown[]> {
    const calls = group.map(({ call }) => call)
    const requestId = calls.length === 1 ? calls[0]?.requestId : undefined
    return this.#instance.database.write((tx) => this.#handleAll(tx, calls), requestId)
  }
}
