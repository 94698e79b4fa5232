import type { CompiledVersion } from '../decide/run-version.ts'
import type { Claim } from '../queue/claim.ts'
import type { ActionResult, JournalRecord, RunStatus, Signal, WaitAnswer } from './entry.ts'
import type { RunEvent, RunIdentity } from './run-identity.ts'

/** A run as it was left. */
export interface StoredRun {
  identity: RunIdentity
  params: unknown
  version: CompiledVersion
  status: RunStatus
  records: JournalRecord[]
  news: News
}

/** What came from outside and has not been taken in. */
export interface News {
  signals: Signal[]
  answers: { wait: string; answer: WaitAnswer }[]
}

export interface NewValue {
  id: string
  bytes: number
  /** JSON text. */
  body: string
}

/**
 * What happens to the claim with an append: it is kept, done, or freed for so many milliseconds (null: until woken).
 * A time, not a moment: the clocks of the worker and of the store may differ by hours.
 */
export type ClaimEnd = 'keep' | 'done' | { sleepMs: number | null }

/** The next facts of one run; they become true together or not at all. */
export interface Append {
  run: RunIdentity
  claim: Claim
  records: JournalRecord[]
  values: NewValue[]
  /** Where it changed. */
  status: RunStatus | null
  error: string | null
  /** Signals that these facts answer. */
  consumed: number[]
  end: ClaimEnd
  /** For the host, inside the transaction. */
  events: RunEvent[]
}

/** refused: another worker has gone on, or an answer came before the expiry; load the run again. */
export type AppendResult = 'committed' | 'refused'

/** Durable history of runs, as the worker needs it. Every implementation passes `store-suite.ts`. */
export interface RunStore {
  /** The runs of these claims in their order; null where there is no such run or its instance is not served here. */
  load(claims: readonly Claim[]): Promise<(StoredRun | null)[]>
  /** What came since; a wake that comes after this call keeps the claim from going to sleep. */
  readNews(run: RunIdentity, claim: Claim): Promise<News>
  readValues(run: RunIdentity, ids: readonly string[]): Promise<Map<string, ActionResult>>
  /** Several appends, each atomic. Rejects only when it is not known whether they happened: call again with the same. */
  append(appends: readonly Append[]): Promise<(AppendResult | Error)[]>
  /** Lets go of what the store holds for itself. */
  close?(): Promise<void>
}
