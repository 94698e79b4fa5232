import type { LiveChange } from '@tocsin/contracts/live.ts'
import { useCallback, useState } from 'react'
import { useLiveChanges } from '../../api/index.ts'

/** Rows that just changed, each with how often: the table tints them once per change. */
export function useTint(resource: string | undefined): ReadonlyMap<string, number> {
  const [tinted, setTinted] = useState<ReadonlyMap<string, number>>(new Map())
  const onChange = useCallback(
    (change: LiveChange) => {
      if (change.resource !== resource) return
      setTinted((before) => new Map(before).set(change.id, (before.get(change.id) ?? 0) + 1))
      setTimeout(() => setTinted((before) => new Map([...before].filter(([id]) => id !== change.id))), 3500)
    },
    [resource],
  )
  useLiveChanges(onChange)
  return tinted
}
