import { useQueryClient } from '@tanstack/react-query'
import type { LiveChange } from '@tocsin/contracts/live.ts'
import { createContext, type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react'
import { type LiveConnection, type LiveState, openLiveConnection } from './live.ts'
import { refreshShown } from './refresh-shown.ts'

const LiveContext = createContext<LiveConnection | null>(null)

/** Keeps what is shown fresh while somebody is signed in. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const queryClient = useQueryClient()
  const [live, setLive] = useState<LiveConnection | null>(null)
  useEffect(() => {
    const connection = openLiveConnection()
    const stop = refreshShown(queryClient, connection)
    setLive(connection)
    return () => {
      stop()
      connection.close()
    }
  }, [queryClient])
  return <LiveContext value={live}>{children}</LiveContext>
}

const never = () => () => {}

export function useLiveState(): LiveState {
  const live = useContext(LiveContext)
  return useSyncExternalStore(live?.onState ?? never, () => live?.state() ?? 'connecting')
}

/** Calls back for every change of the instance, such as to tint the row that changed. */
export function useLiveChanges(onChange: (change: LiveChange) => void): void {
  const live = useContext(LiveContext)
  useEffect(() => live?.onChange(onChange), [live, onChange])
}
