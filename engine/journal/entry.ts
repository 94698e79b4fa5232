import type { InputRow } from '../values/expand-inputs.ts'

export type RunStatus = 'queued' | 'running' | 'waiting' | 'completed' | 'completed_with_errors' | 'failed' | 'killed'
export type FinalStatus = Extract<RunStatus, 'completed' | 'completed_with_errors' | 'failed' | 'killed'>

/**
 * What holds a run: a question, inputs to review before a start, an attempt that may or may not have happened, a
 * task, a run of another playbook and the pause before it, a moment, a condition.
 */
export type WaitKind = WaitDetails['kind']

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
  | {
      kind: 'child'
      /** Which of the calls of its node, and which try of it. */
      call: number
      attempt: number
      /** Id where the version knows it; else it is found by its name. */
      playbook: string | null
      name: string
      /** Its inputs as the `output` of a result, because they may be large. */
      inputs: StoredResult
    }
  | { kind: 'pause'; call: number; why: 'retry' | 'repeat' }
  | {
      kind: 'task'
      title: string
      /** HTML, values in it escaped. */
      description: string
      /** Names, e-mail addresses or ids; null for the owner of the incident. */
      owner: string | null
      authorizer: string | null
      dueAt: string | null
      priority: string
      hours: number | null
      percentage: number | null
      /** What follows waits for it (NOD-41). */
      mandatory: boolean
    }
  | { kind: 'time'; until: string }
  | { kind: 'condition' }

export type WaitAnswer =
  | { kind: 'choice'; answer: string; responder: Responder }
  | { kind: 'manual'; rows?: InputRow[]; responder: Responder }
  | { kind: 'lost'; decision: 'retry' | 'fail'; responder: Responder }
  | { kind: 'child'; status: CallStatus; error?: string; result: StoredResult }
  | { kind: 'pause' }
  | { kind: 'task'; decision: 'approve' | 'reject' | 'fail'; error?: string; output: TaskOutput; responder: Responder }
  | { kind: 'time' }
  | { kind: 'condition'; met: boolean }

/** How the run of another playbook ended, or why there was none or no end. */
export type CallStatus = FinalStatus | 'not_started' | 'timed_out'

/** What later nodes can refer to (NOD-43). */
export interface TaskOutput {
  status: string
  title: string
  owner: string
  percentage: number
  hours: number | null
}

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
      /** Of a filter: whose output was tested, and what passed of each of its iterations (NOD-31). */
      filtered?: { source: string; splitBy: string; passed: ('all' | number[])[] }
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
  /** The node will run another playbook so many times, or until its condition holds (null). */
  | {
      type: 'calls-planned'
      node: string
      round: number
      count: number | null
      items?: StoredResult
      warnings?: string[]
    }
  | { type: 'wait-opened'; wait: string; node: string; round: number; expiresAt: string | null; details: WaitDetails }
  | {
      type: 'wait-closed'
      wait: string
      node: string
      /** change: what a condition reads changed so that it holds. */
      by: 'answer' | 'expiry' | 'change' | 'kill' | 'rerun'
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
  /** What conditions read may have changed: look at them again. */
  | { id: number; kind: 'look' }

export function isFinal(status: RunStatus): status is FinalStatus {
  return status !== 'queued' && status !== 'running' && status !== 'waiting'
}
