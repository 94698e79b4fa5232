import type { TriageEvent } from '@tocsin/contracts/triage-event.ts'

export interface EachResult {
  done: number
  /** The event and why it was refused. */
  failed: { event: TriageEvent; error: unknown }[]
}

/** Does one thing to several events, one after the other; a refusal does not stop the rest (INC-31). */
export async function eachEvent(
  events: TriageEvent[],
  act: (event: TriageEvent) => Promise<unknown>,
): Promise<EachResult> {
  const result: EachResult = { done: 0, failed: [] }
  for (const event of events) {
    try {
      await act(event)
      result.done += 1
    } catch (error) {
      result.failed.push({ event, error })
    }
  }
  return result
}
