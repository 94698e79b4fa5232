import { type Claim, completeClaim, rescheduleClaim } from '@tocsin/engine/queue/index.ts'
import type { ModuleWorker, WorkDeps } from '../platform/index.ts'
import { LINK_LANE } from './activate-pairing.ts'
import { converse } from './conversation.ts'
import type { MessageKinds } from './message-kind.ts'

/** A conversation that waits costs a socket and no connection to the database, so there may be many. */
const SLOTS = 5_000
const AGAIN_AFTER_MS = 5_000
const STOP_PATIENCE_MS = 3_000

/** Keeps the conversations of this process going, those of all its instances side by side. */
export function createLinkWorker(deps: WorkDeps, kinds: MessageKinds): ModuleWorker {
  const running = new Map<number, { done: Promise<void>; stopping: AbortController }>()
  let stopped = false

  function begin(claim: Claim): void {
    const stopping = new AbortController()
    const done = speak(claim, stopping.signal)
      .catch((error: unknown) => deps.log.warn({ err: error, pairing: claim.ref }, 'A conversation broke off'))
      .finally(() => {
        running.delete(claim.id)
        deps.queue.settled(claim)
      })
    running.set(claim.id, { done, stopping })
  }

  async function speak(claim: Claim, signal: AbortSignal): Promise<void> {
    const instance = await deps.instances.byRole(claim.role)
    try {
      if (instance) await converse(instance, kinds, claim.ref, signal)
      // After a stop the queue gives the row to others; else there is nothing to speak about any more.
      if (!signal.aborted) await completeClaim(deps.pool, claim)
    } catch (error) {
      await rescheduleClaim(deps.pool, claim, { at: new Date(Date.now() + AGAIN_AFTER_MS), error: String(error) })
      throw error
    }
  }

  deps.queue.serve({
    lane: LINK_LANE,
    slots: SLOTS,
    perInstance: SLOTS,
    take: (claims) => {
      if (!stopped) for (const claim of claims) begin(claim)
    },
    woken: () => {},
    dropped: (claim) => running.get(claim.id)?.stopping.abort(),
  })

  return {
    async stop() {
      stopped = true
      for (const { stopping } of running.values()) stopping.abort()
      const patience = new Promise<void>((resolve) => setTimeout(resolve, STOP_PATIENCE_MS).unref())
      await Promise.race([Promise.allSettled([...running.values()].map(({ done }) => done)), patience])
    },
  }
}
