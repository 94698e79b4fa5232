import type { z } from 'zod'
import type { Instance, Tx } from '../instance.ts'

export interface JobRun {
  /** How often this job was begun, this time included. */
  attempt: number
  /** Ends the job in the transaction of its effect: the effect happens exactly once. */
  completeIn(tx: Tx): Promise<void>
  /** Does the job again at this moment instead of ending it. */
  repeatAt(moment: Date): void
  signal: AbortSignal
}

/** One kind of background work. It may be repeated after a crash unless it ends itself with `completeIn`. */
export interface JobKind {
  kind: string
  /** Tries before the job is set aside with its error; retried with growing pauses. */
  maxAttempts: number
  run(instance: Instance, payload: unknown, run: JobRun): Promise<void>
}

export function job<Payload>(declared: {
  kind: string
  payload: z.ZodType<Payload>
  maxAttempts?: number
  run: (instance: Instance, payload: Payload, run: JobRun) => Promise<void>
}): JobKind {
  return {
    kind: declared.kind,
    maxAttempts: declared.maxAttempts ?? 20,
    run: (instance, payload, run) => declared.run(instance, declared.payload.parse(payload), run),
  }
}
