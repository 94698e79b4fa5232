import type pg from 'pg'
import type { Claim, ClaimSource, LaneHandler } from './claim.ts'
import { CLAIM, GIVE_BACK_UNKNOWN, HELD, LET_GO, NEXT_DUE, RENEW, SEE_WAKES, TAKE_BACK } from './claim-sql.ts'
import { Coalesced } from './coalesced.ts'
import type { EngineLog } from './engine-log.ts'
import { rescheduleClaim } from './settle-claim.ts'
import { WORK_CHANNEL, WorkSession } from './work-session.ts'

export interface WorkQueueOptions {
  /** Connections as the deployment's login role, the owner of tocsin.work. */
  pool: pg.Pool
  log: EngineLog
  /** How often to look for dead workers, in milliseconds; their work is taken over at once. */
  livenessMs?: number
  /** How often to look for work that nobody told of, in milliseconds. */
  pollMs?: number
}

interface Lane {
  handler: LaneHandler
  held: Map<number, Claim>
  /** How many of each instance. */
  perRole: Map<string, number>
  /** The last claim found everything that was due. */
  drained: boolean
}

/** After a break of our own, others may be reconnecting too: their locks are believed missing only after this. */
const GRACE_MS = 2000

/**
 * Claims work of all instances for this process and keeps it: the claim-and-lease primitive below runs and background
 * jobs. Woken by NOTIFY and by `wake`, never by a busy poll; a slow poll is the safety net.
 */
export class WorkQueue implements ClaimSource {
  readonly #pool: pg.Pool
  readonly #log: EngineLog
  readonly #session: WorkSession
  readonly #lanes = new Map<string, Lane>()
  readonly #timers: NodeJS.Timeout[] = []
  readonly #look: Coalesced
  readonly #livenessMs: number
  readonly #pollMs: number
  #number: number | null = null
  #alive = false
  #stopping = false
  #quietUntil = 0
  /** A break may have eaten the answer to a claim, or let somebody take over what we hold. */
  #doubtful = false
  #sessions = 0
  #notify: NodeJS.Timeout | null = null
  #due: NodeJS.Timeout | null = null

  constructor(options: WorkQueueOptions) {
    this.#pool = options.pool
    this.#log = options.log
    this.#livenessMs = options.livenessMs ?? 200
    this.#pollMs = options.pollMs ?? 1000
    this.#look = new Coalesced(
      () => this.#lookForWork(),
      (error) => this.#report(error, 'Could not claim work'),
    )
    this.#session = new WorkSession(
      options.pool.options,
      {
        opened: (number, again) => this.#opened(number, again),
        closed: () => {
          this.#alive = false
        },
        notified: (payload) => {
          if (payload !== String(this.#number)) this.#lookAtAll()
        },
      },
      options.log,
    )
  }

  serve(handler: LaneHandler): void {
    this.#lanes.set(handler.lane, { handler, held: new Map(), perRole: new Map(), drained: false })
  }

  async start(): Promise<void> {
    await this.#session.start()
    await this.#takeBack()
    this.#every(this.#livenessMs, () => this.#takeBack())
    this.#every(10_000, () => this.#renew())
    this.#every(this.#pollMs, () => this.#poll())
    this.#lookAtAll()
  }

  async stop(): Promise<void> {
    this.#halt()
    await this.#look.idle()
    // Nothing of ours may be under way now; what was not settled is taken over by others at once.
    if (this.#alive && this.#number !== null) await this.#pool.query(LET_GO, [this.#number]).catch(() => {})
    await this.#session.stop()
  }

  /** Dies as after kill -9, for tests of takeover: nothing is given back. */
  cut(): void {
    this.#halt()
    this.#session.cut()
  }

  wake(): void {
    if (this.#stopping) return
    this.#lookAtAll()
    // Coalesced: a NOTIFY in every commit would serialise the commits.
    this.#notify ??= setTimeout(() => {
      this.#notify = null
      const payload = String(this.#number ?? '')
      this.#pool.query('select pg_notify($1, $2)', [WORK_CHANNEL, payload]).catch((error: unknown) => {
        this.#report(error, 'Could not tell other workers of new work')
      })
    }, 10)
  }

  settled(claim: Claim): void {
    const lane = this.#lanes.get(claim.lane)
    if (!lane || lane.held.get(claim.id)?.fence !== claim.fence) return
    lane.held.delete(claim.id)
    const count = lane.perRole.get(claim.role) ?? 0
    lane.perRole.set(claim.role, count - 1)
    // More may be due: of anybody, or of the instance that had its full share.
    if (!lane.drained || count >= lane.handler.perInstance) this.#lookAgain(lane)
  }

  async giveBack(claim: Claim, again: { delayMs: number; error?: string }): Promise<boolean> {
    const at = new Date(Date.now() + again.delayMs)
    return rescheduleClaim(this.#pool, claim, { at, ...(again.error === undefined ? {} : { error: again.error }) })
  }

  #halt(): void {
    this.#stopping = true
    for (const timer of this.#timers) clearInterval(timer)
    if (this.#notify) clearTimeout(this.#notify)
    if (this.#due) clearTimeout(this.#due)
  }

  #every(ms: number, work: () => Promise<void>): void {
    const task = new Coalesced(work, (error) => this.#report(error, 'Care for the work queue failed'))
    this.#timers.push(setInterval(() => this.#alive && task.request(), ms))
  }

  #lookAgain(lane: Lane): void {
    lane.drained = false
    this.#look.request()
  }

  #lookAtAll(): void {
    for (const lane of this.#lanes.values()) lane.drained = false
    this.#look.request()
  }

  async #lookForWork(): Promise<void> {
    if (!this.#alive || this.#stopping) return
    if (this.#doubtful) await this.#reconcile()
    // Until the answers are here: a cut in between leaves claims of ours that we do not know of.
    this.#doubtful = true
    const session = this.#sessions
    const lanes = [...this.#lanes.values()]
    const looked = await Promise.allSettled([this.#deliverWakes(), ...lanes.map((lane) => this.#claimAll(lane))])
    const failed = looked.find((each) => each.status === 'rejected')
    if (failed?.status === 'rejected') throw failed.reason
    if (session === this.#sessions) this.#doubtful = false
  }

  async #claimAll(lane: Lane): Promise<void> {
    while (!lane.drained && !this.#stopping && lane.held.size < lane.handler.slots) await this.#claim(lane)
  }

  async #claim(lane: Lane): Promise<void> {
    const { handler, held } = lane
    const room = handler.slots - held.size
    lane.drained = true
    const found = await this.#pool.query({
      name: 'tocsin_claim',
      text: CLAIM,
      values: [handler.lane, this.#number, room, handler.perInstance],
    })
    if (found.rows.length === 0) return
    const claims = found.rows.map(readClaim)
    for (const claim of claims) {
      held.set(claim.id, claim)
      lane.perRole.set(claim.role, (lane.perRole.get(claim.role) ?? 0) + 1)
    }
    // Fewer than there was room for: that was all, and to ask again would find nothing.
    if (found.rows.length >= room) lane.drained = false
    handler.take(claims)
  }

  /** News for rows that are held: an answer, a kill. */
  async #deliverWakes(): Promise<void> {
    if (![...this.#lanes.values()].some((lane) => lane.held.size > 0)) return
    const woken = await this.#pool.query({ name: 'tocsin_wakes', text: SEE_WAKES, values: [this.#number] })
    for (const row of woken.rows) {
      for (const { handler, held } of this.#lanes.values()) {
        const claim = held.get(Number(row.id))
        if (claim && claim.fence === row.fence) handler.woken(claim)
      }
    }
  }

  async #takeBack(): Promise<void> {
    if (Date.now() < this.#quietUntil) return
    const taken = await this.#pool.query({ name: 'tocsin_take_back', text: TAKE_BACK })
    if (!taken.rowCount) return
    this.#log.info({ count: taken.rowCount }, 'Took over work of workers that died')
    this.#lookAtAll()
  }

  async #renew(): Promise<void> {
    await this.#pool.query({ name: 'tocsin_renew', text: RENEW, values: [this.#number, this.#heldIds()] })
    await this.#dropLost()
  }

  #heldIds(): number[] {
    return [...this.#lanes.values()].flatMap((lane) => [...lane.held.keys()])
  }

  /** After a break: what the table and the memory say about our claims becomes one. Never beside a claim. */
  async #reconcile(): Promise<void> {
    await this.#dropLost()
    const unknown = await this.#pool.query(GIVE_BACK_UNKNOWN, [this.#number, this.#heldIds()])
    this.#doubtful = false
    if (unknown.rowCount) this.#log.info({ count: unknown.rowCount }, 'Gave back claims whose answer was lost')
  }

  async #poll(): Promise<void> {
    this.#lookAtAll()
    const next = await this.#pool.query({ name: 'tocsin_next_due', text: NEXT_DUE })
    const seconds: unknown = next.rows[0]?.seconds
    if (typeof seconds !== 'number' || seconds * 1000 > this.#pollMs) return
    if (this.#due) clearTimeout(this.#due)
    this.#due = setTimeout(() => this.#lookAtAll(), seconds * 1000 + 1)
  }

  #opened(number: number, again: boolean): void {
    const same = this.#number === number
    this.#sessions += 1
    this.#number = number
    this.#alive = true
    if (!again) return
    this.#quietUntil = Date.now() + GRACE_MS
    this.#log.info({ worker: number }, 'Connected to the database again')
    if (!same) this.#dropAll()
    this.#doubtful = true
    this.#lookAtAll()
  }

  #dropAll(): void {
    for (const { handler, held } of this.#lanes.values()) for (const claim of held.values()) handler.dropped(claim)
  }

  /** What somebody else took over while we were cut off is not ours any more. */
  async #dropLost(): Promise<void> {
    const before = [...this.#lanes.values()].map(({ handler, held }) => ({ handler, claims: [...held.values()] }))
    const held = await this.#pool.query({ name: 'tocsin_held', text: HELD, values: [this.#number] })
    const fences = new Map(held.rows.map((row) => [Number(row.id), row.fence]))
    for (const { handler, claims } of before) {
      const current = this.#lanes.get(handler.lane)?.held
      for (const claim of claims) {
        if (current?.has(claim.id) && fences.get(claim.id) !== claim.fence) handler.dropped(claim)
      }
    }
  }

  #report(error: unknown, message: string): void {
    if (!this.#stopping) this.#log.warn({ err: error }, message)
  }
}

function readClaim(row: Record<string, unknown>): Claim {
  return {
    id: Number(row.id),
    role: String(row.role),
    lane: String(row.lane),
    kind: String(row.kind),
    ref: String(row.ref),
    payload: row.payload,
    fence: Number(row.fence),
    attempts: Number(row.attempts),
    takenOver: row.taken_over === true,
  }
}
