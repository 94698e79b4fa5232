import { descendants, memoryOf } from './process-table.ts'

const intervalMs = 250

/** The kernel limits each process; this limits the processes of a run together. */
export interface MemoryWatch {
  /** Calls `onExceeded` once when `pid` and all below it hold more than `bytes`. Gives the function that ends it. */
  watch(pid: number, bytes: number, onExceeded: () => void): () => void
}

export function createMemoryWatch(): MemoryWatch {
  const watched = new Map<number, { bytes: number; onExceeded: () => void }>()
  let timer: NodeJS.Timeout | undefined

  const look = () => {
    for (const [pid, { bytes, onExceeded }] of watched) {
      if (memoryOf(descendants(pid), bytes) <= bytes) continue
      watched.delete(pid)
      onExceeded()
    }
  }

  return {
    watch(pid, bytes, onExceeded) {
      watched.set(pid, { bytes, onExceeded })
      timer ??= setInterval(look, intervalMs).unref()
      return () => {
        watched.delete(pid)
        if (watched.size > 0) return
        clearInterval(timer)
        timer = undefined
      }
    },
  }
}
