import type { LiveChange } from '@tocsin/contracts'

/** Fans changes of one instance out to the browsers that listen; within this process. */
export interface LiveHub {
  publish(change: LiveChange): void
  subscribe(listener: (change: LiveChange) => void): () => void
}

/** `relay` carries each change to the other processes of the deployment. */
export function createLiveHub(
  relay: (change: LiveChange) => void = () => {},
): LiveHub & { receive: LiveHub['publish'] } {
  const listeners = new Set<(change: LiveChange) => void>()
  const receive = (change: LiveChange) => {
    for (const listener of listeners) listener(change)
  }
  return {
    publish(change) {
      receive(change)
      relay(change)
    },
    receive,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
