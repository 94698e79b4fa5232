import type { ActionOutcome } from '../journal/entry.ts'
import type { Attempt, RunHost } from './host.ts'

/** Performs an attempt; whatever the host throws is the reason of its failure. */
export async function performSafely(
  host: Pick<RunHost<never>, 'performAction'>,
  attempt: Attempt,
  signal: AbortSignal,
): Promise<ActionOutcome> {
  try {
    return await host.performAction(attempt, signal)
  } catch (error) {
    return { status: 'failed', error: error instanceof Error ? error.message : String(error) }
  }
}
