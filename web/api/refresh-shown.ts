import type { QueryClient } from '@tanstack/react-query'
import type { LiveChange } from '@tocsin/contracts/live.ts'
import type { LiveConnection } from './live.ts'
import { isTouched, type Subject } from './query-key.ts'

/** Changes are gathered this long before anything is fetched … */
const gather = 250
/** … and what is shown is fetched at most this often, so that an alert storm does not become a request storm. */
const pause = 1500

/** Fetches again, after each change, the shown answers that it touches. Gives the function that ends this. */
export function refreshShown(queryClient: QueryClient, live: LiveConnection): () => void {
  let waiting: LiveChange[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let last = 0

  const flush = () => {
    timer = undefined
    last = Date.now()
    const changes = waiting
    waiting = []
    void queryClient.invalidateQueries({
      predicate: ({ queryKey: [subject] }) =>
        isSubject(subject) && changes.some((change) => isTouched(subject, change)),
    })
  }

  const stopChanges = live.onChange((change) => {
    waiting.push(change)
    timer ??= setTimeout(flush, Math.max(gather, last + pause - Date.now()))
  })
  const stopGaps = live.onGap(() => void queryClient.invalidateQueries())
  return () => {
    clearTimeout(timer)
    stopChanges()
    stopGaps()
  }
}

function isSubject(value: unknown): value is Subject {
  return typeof value === 'object' && value !== null && 'resource' in value
}
