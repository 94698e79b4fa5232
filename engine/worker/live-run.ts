import {
  afterAttempt,
  applyEntry,
  decide,
  foldHistory,
  followSignal,
  isIdle,
  type Needs,
  nextMoment,
  type RunState,
  statusOf,
} from '../decide/index.ts'
import {
  type ActionOutcome,
  type ActionResult,
  type Entry,
  type EntryOf,
  isFinal,
  type JournalRecord,
  type RunStatus,
} from '../journal/entry.ts'
import type { RunEvent } from '../journal/run-identity.ts'
import type { Append, AppendResult, ClaimEnd, News, StoredRun } from '../journal/run-store.ts'
import type { Claim } from '../queue/claim.ts'
import { backoffMs } from '../queue/settle-claim.ts'
import type { ScopeName } from '../values/index.ts'
import { attemptKey, attemptOf, presentAttempts } from './attempt-of.ts'
import { performSafely } from './perform-safely.ts'
import type { RunDeps } from './run-deps.ts'
import { storeLargeParts } from './store-large-parts.ts'
import { storeResult } from './store-result.ts'
import type { Turn } from './turn.ts'

type Outcome = { attempt: EntryOf<'attempt-started'>; outcome: ActionOutcome }

/**
 * One claimed run in memory. Whatever happens outside (an outcome, a wake, the clock) is put down and `kick`ed; one
 * turn at a time takes it in, decides what follows, commits both together, and only then begins the effects.
 */
export class LiveRun {
  readonly claim: Claim
  readonly role: string
  readonly #deps: RunDeps
  readonly #run: StoredRun
  readonly #state: RunState
  readonly #values = new Map<string, ActionResult>()
  readonly #aborts = new Map<string, AbortController>()
  readonly #outcomes: Outcome[] = []
  #status: RunStatus
  /** Read with the run; later news are fetched when it is woken. */
  #news: News | 'to-fetch' | null
  /** Something of an earlier holder may still be under way. */
  #inherited: boolean
  /** Orders to look at conditions again, until that could be done. */
  readonly #looks = new Set<number>()
  #over = false
  #turning = false
  #again = false
  #timer: NodeJS.Timeout | null = null
  #retry: NodeJS.Timeout | null = null
  #failures = 0

  constructor(deps: RunDeps, claim: Claim, run: StoredRun) {
    this.#deps = deps
    this.claim = claim
    this.role = claim.role
    this.#run = run
    this.#status = run.status
    this.#state = foldHistory(run.version, run.records)
    this.#news = run.news
    this.#inherited = claim.takenOver || this.#state.running > 0
  }

  /** Something may have changed: take a turn. */
  kick(): void {
    if (this.#over) return
    if (this.#turning) {
      this.#again = true
      return
    }
    this.#turning = true
    this.#turns().catch((error: unknown) => this.#giveUp(error))
  }

  /** An answer or an order came. */
  wake(): void {
    this.#news = 'to-fetch'
    this.kick()
  }

  /** The gate has room for more attempts. */
  feed(): void {
    this.kick()
  }

  /** Stops here and now, and leaves the rest to whoever claims it next. */
  drop(): void {
    if (this.#over) return
    this.#over = true
    if (this.#timer) clearTimeout(this.#timer)
    if (this.#retry) clearTimeout(this.#retry)
    for (const abort of this.#aborts.values()) abort.abort(new Error('The worker gave this run up'))
    this.#deps.gate.forget(this)
    this.#deps.ended(this.claim)
  }

  get attemptsUnderWay(): number {
    return this.#aborts.size
  }

  async #turns(): Promise<void> {
    try {
      do {
        this.#again = false
        await this.#turn()
      } while (this.#again && !this.#over)
    } finally {
      // In the same step as the last look at #again, or a kick between them would be lost.
      this.#turning = false
    }
  }

  async #turn(): Promise<void> {
    const at = this.#deps.clock.now()
    const turn: Turn = { at, records: [], values: [], consumed: [], taken: 0 }
    if (this.#inherited) this.#recover(turn)
    if (this.#news) await this.#takeNews(turn)
    for (const outcome of this.#outcomes.splice(0)) this.#takeOutcome(turn, outcome)
    await this.#decideAll(turn)
    if (this.#over) return this.#deps.gate.release(this.role, turn.taken)
    await this.#commit(turn)
  }

  /** The attempts of a dead worker: they may or may not have happened. Its late appends are refused from here on. */
  #recover(turn: Turn): void {
    this.#inherited = false
    if (this.#state.seq === 0 || this.#state.finished) return
    this.#put(turn, { type: 'taken-over' })
    for (const node of this.#state.nodes.values()) {
      node.iterations.forEach((iteration, index) => {
        if (iteration.status !== 'running') return
        this.#put(turn, {
          type: 'attempt-lost',
          node: node.id,
          round: node.round,
          iteration: index,
          attempt: iteration.attempts,
        })
      })
    }
  }

  async #takeNews(turn: Turn): Promise<void> {
    const { signals, answers } = await this.#fetchNews()
    for (const { wait, answer } of answers) {
      const open = this.#state.waits.get(wait)
      if (open) this.#put(turn, { type: 'wait-closed', wait, node: open.node, by: 'answer', answer })
    }
    for (const signal of signals) {
      if (signal.kind === 'look') this.#looks.add(signal.id)
      else turn.consumed.push(signal.id)
      for (const entry of followSignal(this.#run.version, this.#state, signal)) this.#put(turn, entry)
    }
  }

  async #fetchNews(): Promise<News> {
    const known = this.#news
    this.#news = null
    if (known !== 'to-fetch') return known ?? { signals: [], answers: [] }
    try {
      return await this.#deps.store.readNews(this.#run.identity, this.claim)
    } catch (error) {
      this.#news = 'to-fetch'
      this.#tryAgain(error, 'Could not read the news of a run')
      return { signals: [], answers: [] }
    }
  }

  #takeOutcome(turn: Turn, { attempt, outcome }: Outcome): void {
    const { type: _, key: __, ...name } = attempt
    const { status, error, ...result } = outcome
    const stored = storeResult(result, this.#deps.limits.inlineBytes)
    if (stored.value) {
      turn.values.push(stored.value)
      this.#values.set(stored.value.id, result)
    }
    const failure = error === undefined ? {} : { error }
    const again = afterAttempt(this.#run.version, this.#state, name, outcome, turn.at)
    const next = again ? { again } : {}
    this.#put(turn, { type: 'attempt-finished', ...name, status, ...failure, result: stored.result, ...next })
  }

  async #decideAll(turn: Turn): Promise<void> {
    const scopes: Partial<Record<ScopeName, unknown>> = {}
    for (;;) {
      const needs = this.#decideKnown(turn, scopes)
      if (!needs || !(await this.#load(needs, scopes))) return
    }
  }

  /** As far as what is known carries; answers what must be loaded to go on, null where there is no more to decide. */
  #decideKnown(turn: Turn, scopes: Partial<Record<ScopeName, unknown>>): Needs | null {
    const { params, version, identity } = this.#run
    const { maxIterations } = this.#deps.limits
    let room = 0
    try {
      for (;;) {
        const decision = decide(version, this.#state, {
          params,
          scopes,
          values: this.#values,
          runId: identity.id,
          now: turn.at,
          maxIterations,
          lookAgain: this.#looks.size > 0,
          mayBegin: room,
        })
        let begun = 0
        for (const entry of decision.entries) {
          if (entry.type === 'attempt-started') begun += 1
          this.#put(turn, entry)
        }
        const granted = decision.wanted > 0 ? this.#deps.gate.take(this, decision.wanted) : 0
        turn.taken += granted
        room += granted - begun
        if (decision.needs.scopes.length + decision.needs.values.length > 0) return decision.needs
        // From attempts that begin nothing more follows until they end.
        if (granted > 0 || begun < decision.entries.length) continue
        turn.consumed.push(...this.#looks)
        this.#looks.clear()
        return null
      }
    } finally {
      this.#deps.gate.release(this.role, room)
      turn.taken -= room
    }
  }

  /** False where it failed for now; the nodes that need it stay ready and are tried again. */
  async #load(needs: Needs, scopes: Partial<Record<ScopeName, unknown>>): Promise<boolean> {
    const { identity } = this.#run
    const names = [...new Set(needs.scopes)]
    try {
      const [loaded, values] = await Promise.all([
        names.length > 0 ? this.#deps.host.loadScopes(identity, names) : noScopes,
        needs.values.length > 0 ? this.#deps.store.readValues(identity, needs.values) : new Map<string, ActionResult>(),
      ])
      for (const name of names) scopes[name] = loaded[name] ?? null
      // A value that is gone must not be asked for again and again.
      for (const id of needs.values) this.#values.set(id, values.get(id) ?? {})
      this.#failures = 0
      return true
    } catch (error) {
      this.#tryAgain(error, 'Could not load values for a run')
      return false
    }
  }

  #tryAgain(error: unknown, message: string): void {
    this.#deps.log.warn({ err: error, run: this.#run.identity.id }, message)
    this.#failures += 1
    this.#retry ??= setTimeout(() => {
      this.#retry = null
      this.kick()
    }, backoffMs(this.#failures))
  }

  #put(turn: Turn, whole: Entry): void {
    const { entry, stored } = storeLargeParts(whole, this.#deps.limits.inlineBytes)
    if (stored) {
      turn.values.push(stored.value)
      this.#values.set(stored.value.id, stored.result)
    }
    const record = { seq: this.#state.seq + 1, at: turn.at, entry }
    turn.records.push(record)
    applyEntry(this.#run.version, this.#state, record)
  }

  async #commit(turn: Turn): Promise<void> {
    const status = statusOf(this.#state)
    const end = this.#claimEnd(turn, status)
    if (turn.records.length === 0 && turn.consumed.length === 0 && end === 'keep') return this.#setTimer(turn)
    const events = turn.records.map((record) => this.#event(record))
    const result = await this.#append({
      run: this.#run.identity,
      claim: this.claim,
      records: turn.records,
      values: turn.values,
      status: status === this.#status ? null : status,
      error: this.#state.error,
      consumed: turn.consumed,
      end,
      events,
    })
    if (result === 'refused' || this.#over) {
      this.#deps.gate.release(this.role, turn.taken)
      if (result === 'refused') this.#refused()
      return
    }
    this.#status = status
    this.#deps.host.announce?.(events)
    if (end !== 'keep') this.drop()
    else this.#begin(turn)
  }

  /** Commits; while the host's part of the transaction fails, the same again, later and later. */
  async #append(append: Append): Promise<AppendResult> {
    for (let failures = 1; ; failures += 1) {
      try {
        return await this.#deps.commit.append(append)
      } catch (error) {
        const pause = Math.min(60_000, backoffMs(failures))
        this.#deps.log.error(
          { err: error, run: append.run.id, pause },
          'The step of a run could not be recorded; trying again',
        )
        await new Promise((resolve) => setTimeout(resolve, pause))
        if (this.#over) return 'refused'
      }
    }
  }

  /** Done, nothing under way before the next moment, or still at work. */
  #claimEnd(turn: Turn, status: RunStatus): ClaimEnd {
    if (isFinal(status)) return 'done'
    if (!isIdle(this.#state) || this.#looks.size > 0) return 'keep'
    const next = nextMoment(this.#state)
    const early = turn.records.length === 0 ? CLOCK_SKEW_MS : 0
    const sleepMs = next ? next.getTime() - turn.at.getTime() : null
    return sleepMs !== null && sleepMs <= early ? 'keep' : { sleepMs }
  }

  /** The effects of what is now committed. */
  #begin(turn: Turn): void {
    for (const { entry } of turn.records) {
      if (entry.type === 'attempt-started') this.#perform(entry)
      if (entry.type === 'nodes-reset' || entry.type === 'attempt-stopped') this.#abortReplaced()
    }
    this.#setTimer(turn)
  }

  #setTimer(turn: Turn): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    const next = nextMoment(this.#state)
    // What was due in this turn and has not begun waits for room at the gate, which calls.
    if (!next || next <= turn.at) return
    const pause = next.getTime() - this.#deps.clock.now().getTime()
    this.#timer = setTimeout(() => this.kick(), Math.min(2 ** 31 - 1, Math.max(0, pause)))
  }

  #perform(entry: EntryOf<'attempt-started'>): void {
    const attempt = attemptOf(this.#run, this.#state, entry)
    if (!attempt) {
      this.#deps.gate.release(this.role)
      return
    }
    const abort = new AbortController()
    const name = attemptKey(entry)
    this.#aborts.set(name, abort)
    performSafely(this.#deps.host, attempt, abort.signal).then((outcome) => {
      this.#aborts.delete(name)
      // What was aborted has no outcome: whoever claims the run next holds the attempt for lost.
      if (!abort.signal.aborted) this.#outcomes.push({ attempt: entry, outcome })
      this.#deps.gate.release(this.role)
      if (!abort.signal.aborted) this.kick()
    })
  }

  /** Attempts of an earlier round, and those in whose place another one began. */
  #abortReplaced(): void {
    const present = presentAttempts(this.#state)
    for (const [name, abort] of this.#aborts) {
      if (!present.has(name)) abort.abort(new Error('Another attempt has taken its place'))
    }
  }

  #event(record: JournalRecord): RunEvent {
    const node = 'node' in record.entry ? (this.#run.version.topology.node(record.entry.node) ?? null) : null
    return { run: this.#run.identity, entry: record.entry, node, at: record.at }
  }

  /** Another worker went on, or an answer was faster than the clock: what we know is old. */
  #refused(): void {
    this.drop()
    this.#deps.queue.giveBack(this.claim, { delayMs: 0 }).catch(() => {})
  }

  #giveUp(error: unknown): void {
    if (this.#over) return
    this.#deps.log.error({ err: error, run: this.#run.identity.id }, 'A run could not go on; trying again later')
    this.#deps.retryLater(this.claim, error)
    this.drop()
  }
}

/** Claimed too early by less than this, a run is kept: clocks do not tick alike, and freed it would come again at once. */
const CLOCK_SKEW_MS = 60_000

const noScopes: Partial<Record<ScopeName, unknown>> = {}
