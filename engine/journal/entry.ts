import type { InputRow } from '../values/expand-inputs.ts'

export type RunStatus = 'queued' | 'running' | 'waiting' | 'completed' | 'completed_with_errors' | 'failed' | 'killed'
export type FinalStatus = Extract<RunStatus, 'completed' | 'completed_with_errors' | 'failed' | 'killed'>

/** What holds a run: a question, inputs to review before a start, an attempt that may or may not have happened. */
export type WaitKind = 'choice' | 'manual' | 'lost'

/** Who answered, as later nodes can refer to it (NOD-55); empty where time answered. */
export interface Responder {
  id?: string
  email?: string
  firstName?: string
  lastName?: string
}

/** What one attempt gave back. Only `output` can be referred to; the rest is kept for people. */
export interface ActionResult {
  /** JSON, or text where the script printed something else (EXE-14). */
  output?: unknown
  /** Rows for the table view, as the action declares it. */
  table?: unknown
  stdout?: string
  stderr?: string
  /** Anything else to show: picture, preview, resource used. */
  display?: unknown
}

export interface ActionOutcome extends ActionResult {
  status: 'succeeded' | 'failed'
  /** Why it failed, for the analyst. */
  error?: string
}

/** A result in the journal itself, or in a row of its own when it is large. */
export type StoredResult = { inline: ActionResult } | { stored: string; bytes: number }

/** The name of one attempt: the round grows when a node is run again, the attempt when its worker was lost. */
export interface AttemptName {
  node: string
  round: number
  iteration: number
  attempt: number
}

export type WaitDetails =
  | {
      kind: 'choice'
      title: string
      /** HTML, values in it escaped. */
      question: string
      answers: string[]
      /** The answer that time gives, null where it waits for ever (NOD-53). */
      expiryAnswer: string | null
      /** User or group that may answer; null for the owner of the incident (NOD-51). */
      authorizer: string | null
      byMail: boolean
      bySlack: boolean
    }
  | {
      kind: 'manual'
      /** One row per iteration, for review (NOD-15). */
      rows: InputRow[]
      iterated: boolean
      resource: string | null
      authorizer: string | null
      warnings: string[]
    }
  | { kind: 'lost'; iteration: number; attempt: number; reason: string; inputs: InputRow }

export type WaitAnswer =
  | { kind: 'choice'; answer: string; responder: Responder }
  | { kind: 'manual'; rows?: InputRow[]; responder: Responder }
  | { kind: 'lost'; decision: 'retry' | 'fail'; responder: Responder }

/**
 * One fact in a run's history. A fact that causes an effect is committed before the effect begins: `attempt-started`
 * before the action, `wait-opened` before anybody is asked.
 */
export type Entry =
  | { type: 'run-started' }
  | { type: 'taken-over' }
  | {
      type: 'node-finished'
      node: string
      round: number
      status: 'succeeded' | 'failed'
      ports: string[]
      error?: string
    }
  | {
      type: 'node-started'
      node: string
      round: number
      rows: InputRow[]
      iterated: boolean
      resource: string | null
      warnings?: string[]
    }
  | ({
      type: 'attempt-started'
      key: string
      /** When the next repetition takes its place if it is still under way (SCH-05). */
      replaceAt?: string
    } & AttemptName)
  | ({
      type: 'attempt-finished'
      status: 'succeeded' | 'failed'
      error?: string
      result?: StoredResult
      /** The iteration goes on at that time: another attempt, the next repetition, or the end of its schedule. */
      again?: { at: string; why: 'retry' | 'schedule' | 'expiry' }
    } & AttemptName)
  | ({ type: 'attempt-lost' } & AttemptName)
  /** Stopped because the next repetition was due; it has no outcome (SCH-05). */
  | ({ type: 'attempt-stopped' } & AttemptName)
  /** The time of a schedule is over: the last result is kept (SCH-03). */
  | { type: 'schedule-expired'; node: string; round: number; iteration: number }
  | { type: 'wait-opened'; wait: string; node: string; round: number; expiresAt: string | null; details: WaitDetails }
  | {
      type: 'wait-closed'
      wait: string
      node: string
      by: 'answer' | 'expiry' | 'kill' | 'rerun'
      answer: WaitAnswer | null
    }
  | { type: 'nodes-reset'; node: string; scope: RerunScope; by: string | null }
  | { type: 'killed'; by: string | null; reason: string | null }
  | { type: 'run-finished'; status: FinalStatus; error?: string }

export type EntryOf<T extends Entry['type']> = Extract<Entry, { type: T }>

/** `this` runs one node again, `from-here` also everything after it (EXE-11). */
export type RerunScope = 'this' | 'from-here'

export interface JournalRecord {
  seq: number
  at: Date
  entry: Entry
}

/** An order to a run from outside. */
export type Signal =
  | { id: number; kind: 'kill'; by: string | null; reason: string | null }
  | { id: number; kind: 'rerun'; node: string; scope: RerunScope; by: string | null }

export function isFinal(status: RunStatus): status is FinalStatus {
  return status !== 'queued' && status !== 'running' && status !== 'waiting'
}
