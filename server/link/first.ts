/** Waits `ms`, or less when `event` comes or `signal` gives up; true when the event came. */
export async function first(event: Promise<void> | null, ms: number, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return false
  return new Promise((resolve) => {
    const end = (came: boolean) => () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', stop)
      resolve(came)
    }
    const stop = end(false)
    const timer = setTimeout(stop, ms)
    signal.addEventListener('abort', stop)
    void event?.then(end(true))
  })
}
