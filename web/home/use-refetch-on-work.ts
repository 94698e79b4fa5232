import type { LiveChange } from '@tocsin/contracts/live.ts'
import { useCallback, useEffect, useRef } from 'react'
import { useLiveChanges } from '../api/index.ts'

/** What waits for somebody comes from runs and tasks; their changes are gathered for this long in milliseconds. */
const gather = 400

/** Calls back after runs or tasks have changed (HOME-09). */
export function useRefetchOnWork(refetch: () => void): void {
  const latest = useRef(refetch)
  latest.current = refetch
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  useLiveChanges(
    useCallback(({ resource }: LiveChange) => {
      if (resource !== 'runs' && resource !== 'tasks') return
      clearTimeout(timer.current)
      timer.current = setTimeout(() => latest.current(), gather)
    }, []),
  )
}
