import { type BulkOperation, type BulkOutcome, bulkChangeIncidents } from '@tocsin/contracts/incident.ts'
import { useRef, useState } from 'react'
import { useChange } from '../../api/index.ts'

/** As many as one call takes a moment for, so that there is progress to show and a stop takes effect. */
const AT_ONCE = 25

export interface BulkProgress {
  total: number
  done: number
  failed: (BulkOutcome & { error: NonNullable<BulkOutcome['error']> })[]
}

/** Does one thing to several incidents, piece by piece; each piece that was answered stays done (INC-31). */
export function useBulk() {
  const change = useChange(bulkChangeIncidents)
  const [progress, setProgress] = useState<BulkProgress | null>(null)
  const isStopped = useRef(false)

  /** Resolves with what was done when all is done or it was stopped. Rejects when a piece got no answer. */
  async function run(ids: readonly string[], operation: BulkOperation): Promise<BulkProgress> {
    isStopped.current = false
    let reached: BulkProgress = { total: ids.length, done: 0, failed: [] }
    setProgress(reached)
    for (let start = 0; start < ids.length && !isStopped.current; start += AT_ONCE) {
      const { items } = await change.mutateAsync({ body: { ids: ids.slice(start, start + AT_ONCE), operation } })
      const failed = items.flatMap(({ id, error }) => (error ? [{ id, error }] : []))
      reached = {
        ...reached,
        done: reached.done + items.length - failed.length,
        failed: [...reached.failed, ...failed],
      }
      setProgress(reached)
    }
    return reached
  }

  return {
    run,
    progress,
    stop: () => {
      isStopped.current = true
    },
  }
}
