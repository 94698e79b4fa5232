import type { RunStore } from '../journal/run-store.ts'
import type { Claim, ClaimSource } from '../queue/claim.ts'
import type { EngineLog } from '../queue/engine-log.ts'
import type { AttemptGate } from './attempt-gate.ts'
import type { GroupCommit } from './group-commit.ts'
import type { RunHost } from './host.ts'

export interface RunLimits {
  /** Most iterations of one node (PLC-18). */
  maxIterations: number
  /** Results above this size in bytes are stored once, outside the journal. */
  inlineBytes: number
}

export interface EngineClock {
  now(): Date
}

/** What a run in memory works with. */
export interface RunDeps {
  store: RunStore
  queue: ClaimSource
  commit: GroupCommit
  gate: AttemptGate
  host: Pick<RunHost<never>, 'loadScopes' | 'performAction' | 'announce'>
  clock: EngineClock
  log: EngineLog
  limits: RunLimits
  ended(claim: Claim): void
  retryLater(claim: Claim, error: unknown): void
}
