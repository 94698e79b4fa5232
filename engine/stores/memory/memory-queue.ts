import type { Claim, ClaimSource, LaneHandler } from '../../queue/claim.ts'

interface Row {
  id: number
  role: string
  ref: string
  availableAt: number
  attempts: number
  fence: number
  held: boolean
  woken: boolean
  abandoned: boolean
}

/** The queue of runs without a database: one process, one worker at a time. */
export class MemoryQueue implements ClaimSource {
  readonly #rows = new Map<string, Row>()
  #handler: LaneHandler | null = null
  #timer: NodeJS.Timeout | null = null
  #ids = 0
  #running = false

  serve(handler: LaneHandler): void {
    this.#handler = handler
  }

  async start(): Promise<void> {
    this.#running = true
    this.wake()
  }

  async stop(): Promise<void> {
    this.#running = false
    if (this.#timer) clearTimeout(this.#timer)
    // What was held is taken over by the next worker.
    for (const row of this.#rows.values()) {
      if (row.held) Object.assign(row, { held: false, abandoned: true, availableAt: 0 })
    }
  }

  put(role: string, ref: string): void {
    const row = this.#rows.get(ref)
    if (row?.held) row.woken = true
    else if (row) row.availableAt = 0
    else {
      this.#ids += 1
      this.#rows.set(ref, {
        id: this.#ids,
        role,
        ref,
        availableAt: 0,
        attempts: 0,
        fence: 0,
        held: false,
        woken: false,
        abandoned: false,
      })
    }
  }

  /** Claims all that is due; what `start` and `wake` do for the handler. */
  claim(): Claim[] {
    const due = [...this.#rows.values()].filter((row) => !row.held && row.availableAt <= Date.now())
    return due.map((row) => {
      const takenOver = row.abandoned
      Object.assign(row, {
        held: true,
        woken: false,
        abandoned: false,
        fence: row.fence + 1,
        attempts: row.attempts + 1,
      })
      const { id, role, ref, fence, attempts } = row
      return { id, role, lane: 'run', kind: 'run', ref, payload: null, fence, attempts, takenOver }
    })
  }

  wake(): void {
    if (!this.#running || !this.#handler) return
    const claims = this.claim()
    if (claims.length > 0) this.#handler.take(claims)
    for (const row of this.#rows.values()) if (row.held && row.woken) this.#handler.woken(this.#claimOf(row))
    this.#sleep()
  }

  settled(): void {
    setImmediate(() => this.wake())
  }

  async giveBack(claim: Claim, again: { delayMs: number }): Promise<boolean> {
    return this.free(claim, again.delayMs)
  }

  isHeld(claim: Claim): boolean {
    const row = this.#rows.get(claim.ref)
    return row?.held === true && row.fence === claim.fence
  }

  acceptWake(claim: Claim): void {
    const row = this.#rows.get(claim.ref)
    if (row && this.isHeld(claim)) row.woken = false
  }

  complete(claim: Claim): void {
    const row = this.#rows.get(claim.ref)
    if (row?.woken) this.free(claim, null)
    else this.#rows.delete(claim.ref)
  }

  /** For so many milliseconds, for ever where null; due at once where it was woken meanwhile. */
  free(claim: Claim, sleepMs: number | null): boolean {
    const row = this.#rows.get(claim.ref)
    if (!row || !this.isHeld(claim)) return false
    const until = sleepMs === null ? Infinity : Date.now() + sleepMs
    Object.assign(row, { held: false, attempts: 0, availableAt: row.woken ? 0 : until })
    return true
  }

  #claimOf(row: Row): Claim {
    const { id, role, ref, fence, attempts } = row
    return { id, role, lane: 'run', kind: 'run', ref, payload: null, fence, attempts, takenOver: false }
  }

  #sleep(): void {
    if (this.#timer) clearTimeout(this.#timer)
    const next = Math.min(...[...this.#rows.values()].map((row) => (row.held ? Infinity : row.availableAt)))
    if (next < Infinity) this.#timer = setTimeout(() => this.wake(), Math.max(1, next - Date.now()))
  }
}
