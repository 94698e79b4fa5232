import { Failure, type Instance } from '../platform/index.ts'
import { CallFailure } from './call-failure.ts'
import { beginExchange, recordFailure } from './exchange.ts'
import { first } from './first.ts'
import type { MessageKinds } from './message-kind.ts'
import { onWake } from './send.ts'

const FIRST_PAUSE_MS = 500
const LONGEST_PAUSE_MS = 30_000
/** A message for a peer that failed is a reason to try again soon, but not at once. */
const LEAST_PAUSE_MS = 1_000
const SUSPENDED_PAUSE_MS = 30_000

/**
 * Speaks with one peer until there is nothing to speak about any more: says what waits, else holds an exchange open
 * until either side has something. Each peer has a conversation of its own, so a silent one delays nobody (FLT-08).
 */
export async function converse(
  instance: Instance,
  kinds: MessageKinds,
  pairingId: string,
  signal: AbortSignal,
): Promise<void> {
  let woken = false
  let call: () => void = () => {}
  const forget = onWake(instance, pairingId, () => {
    woken = true
    call()
  })
  const pause = async (ms: number) => {
    const wakened = new Promise<void>((resolve) => {
      call = resolve
    })
    await first(null, Math.min(ms, LEAST_PAUSE_MS), signal)
    if (ms > LEAST_PAUSE_MS && !woken) await first(wakened, ms - LEAST_PAUSE_MS, signal)
  }
  let failures = 0
  // A peer that was away is asked for a quick answer first, so that its return shows at once.
  let sure = false
  try {
    while (!signal.aborted) {
      woken = false
      const interrupt = new AbortController()
      call = () => interrupt.abort()
      try {
        const outcome = await beginExchange(instance, kinds, pairingId, {
          hold: sure,
          signal,
          interrupt: interrupt.signal,
        })
        if (!outcome) return
        failures = 0
        sure = true
        if (outcome.suspended) await pause(SUSPENDED_PAUSE_MS)
      } catch (error) {
        if (signal.aborted) return
        if (interrupt.signal.aborted && error === interrupt.signal.reason) continue
        failures += 1
        sure = false
        await note(instance, pairingId, error)
        await pause(
          Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(failures - 1, 10)) * (0.75 + Math.random() / 2),
        )
      }
    }
  } finally {
    forget()
  }
}

async function note(instance: Instance, pairingId: string, error: unknown): Promise<void> {
  const known = error instanceof CallFailure || error instanceof Failure
  const failure = error instanceof CallFailure ? error.failure : 'answer'
  const message = known ? error.message : 'This side failed; the cause is in its log.'
  if (!known) instance.log.warn({ err: error, pairing: pairingId }, 'An exchange failed here')
  await recordFailure(instance, pairingId, failure, message).catch((problem: unknown) =>
    instance.log.warn({ err: problem, pairing: pairingId }, 'A failed exchange could not be noted'),
  )
}
