import type { LiveChange } from '@tocsin/contracts/live.ts'
import { useCallback, useEffect, useRef } from 'react'
import { useLiveChanges } from '../api/index.ts'

/** A thousand tenants may change at once; what is shown is fetched again this often at most. */
const gatherMs = 1000

/** Fetches again when one of these resources changes, for answers that are counted from others, such as the sync state. */
export function useRefetchOn(resources: readonly string[], refetch: () => unknown): void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const latest = useRef({ resources, refetch })
  latest.current = { resources, refetch }
  const onChange = useCallback((change: LiveChange) => {
    if (!latest.current.resources.includes(change.resource)) return
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      void latest.current.refetch()
    }, gatherMs)
  }, [])
  useLiveChanges(onChange)
  useEffect(() => {
    return () => {
      clearTimeout(timer.current)
      timer.current = undefined
    }
  }, [])
}
