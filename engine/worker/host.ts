import type { ActionOutcome, Entry } from '../journal/entry.ts'
import type { RunEvent, RunIdentity } from '../journal/run-identity.ts'
import type { InputRow } from '../values/expand-inputs.ts'
import type { ScopeName } from '../values/reference.ts'

/** One attempt of one action, ready to be performed: its start is committed. */
export interface Attempt {
  run: RunIdentity
  node: { id: string; name: string }
  integration: string
  action: string
  actionType: string
  /** Label of the resource, null where none is chosen. */
  resource: string | null
  inputs: InputRow
  round: number
  iteration: number
  attempt: number
  /** The same for every attempt of one iteration: what it names must not happen twice. */
  idempotencyKey: string
  /** Seconds after which it is stopped and has failed; null for the limit of the host (EXE-15). */
  timeoutSeconds: number | null
}

/** What the engine needs from the program around it. `Tx` is the transaction of the store in use. */
export interface RunHost<Tx> {
  /** The groups of values a node refers to, fresh at the moment it starts. Rejecting makes the engine try again later. */
  loadScopes(run: RunIdentity, names: readonly ScopeName[]): Promise<Partial<Record<ScopeName, unknown>>>
  /** Performs one attempt. Aborted by kill and shutdown. A rejection is recorded as a failed attempt with its message. */
  performAction(attempt: Attempt, signal: AbortSignal): Promise<ActionOutcome>
  /** Facts of these types are handed to `record` inside the transaction that commits them: exactly once. */
  recordedTypes?: readonly Entry['type'][]
  record?(events: readonly RunEvent[], tx: Tx): Promise<void>
  /** Every fact after its commit; may be missed by a crash, so only for what can be missed, such as live updates. */
  announce?(events: readonly RunEvent[]): void
}
