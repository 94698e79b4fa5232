/** A number of places for runs; who finds none free waits in line. */
export interface RunSlots {
  /** Waits for a place and gives the function that frees it; null when `signal` is aborted first. */
  take(signal?: AbortSignal): Promise<(() => void) | null>
}

export function createRunSlots(places: number): RunSlots {
  let free = places
  const line: (() => void)[] = []

  const release = () => {
    const next = line.shift()
    if (next) next()
    else free++
  }
  const releaseOnce = () => {
    let released = false
    return () => {
      if (released) return
      released = true
      release()
    }
  }

  return {
    async take(signal) {
      if (signal?.aborted) return null
      if (free > 0) {
        free--
        return releaseOnce()
      }
      return new Promise((resolve) => {
        const enter = () => {
          signal?.removeEventListener('abort', leave)
          resolve(releaseOnce())
        }
        const leave = () => {
          line.splice(line.indexOf(enter), 1)
          resolve(null)
        }
        line.push(enter)
        signal?.addEventListener('abort', leave, { once: true })
      })
    },
  }
}
