/** Somebody who has more to begin than there was room for. */
export interface Hungry {
  role: string
  /** There is room: ask `take` again. */
  feed(): void
}

/**
 * Room for attempts of one worker. When it is short, the instance with least under way goes first, so that a storm in
 * one tenant delays no other (EXE-23).
 */
export class AttemptGate {
  readonly #limit: number
  readonly #perInstance: number
  readonly #active = new Map<string, number>()
  readonly #hungry = new Map<string, Set<Hungry>>()
  #total = 0

  constructor(limit: number, perInstance: number) {
    this.#limit = limit
    this.#perInstance = perInstance
  }

  /** Takes up to `wanted` places and answers how many; less than wanted makes it wait its turn. */
  take(hungry: Hungry, wanted: number): number {
    const active = this.#active.get(hungry.role) ?? 0
    const granted = Math.max(0, Math.min(wanted, this.#limit - this.#total, this.#perInstance - active))
    this.#total += granted
    this.#active.set(hungry.role, active + granted)
    if (granted < wanted) this.#queueOf(hungry.role).add(hungry)
    else {
      this.forget(hungry)
      // It needed less than there was room for: the next may have some.
      if (this.#total < this.#limit && this.#hungry.size > 0) queueMicrotask(() => this.#feedNext())
    }
    return granted
  }

  release(role: string, count = 1): void {
    if (count === 0) return
    this.#total -= count
    this.#active.set(role, (this.#active.get(role) ?? 0) - count)
    this.#feedNext()
  }

  forget(hungry: Hungry): void {
    this.#hungry.get(hungry.role)?.delete(hungry)
  }

  #feedNext(): void {
    let next: Hungry | null = null
    let least = this.#perInstance
    for (const [role, queue] of this.#hungry) {
      const active = this.#active.get(role) ?? 0
      const [first] = queue
      if (!first || active >= least) continue
      next = first
      least = active
    }
    if (!next) return
    this.forget(next)
    next.feed()
  }

  #queueOf(role: string): Set<Hungry> {
    const queue = this.#hungry.get(role) ?? new Set()
    this.#hungry.set(role, queue)
    return queue
  }
}
