import { type LiveChange, liveChange, streamChanges } from '@tocsin/contracts/live.ts'
import { instanceBase } from '../paths.ts'
import { addressOf } from './call.ts'

export type LiveState = 'connecting' | 'live' | 'broken' | 'paused'

export interface LiveConnection {
  state(): LiveState
  onState(listener: () => void): () => void
  onChange(listener: (change: LiveChange) => void): () => void
  /** Called when updates may have been missed: fetch again whatever is shown. */
  onGap(listener: () => void): () => void
  close(): void
}

/** How long to wait before the nth attempt in a row: 1 s doubling up to 30 s, in milliseconds. */
export function reconnectDelay(attempt: number): number {
  return Math.min(1000 * 2 ** attempt, 30_000)
}

/** A hidden page gives its connection back after this long: browsers allow six per server, for all tabs together. */
const pauseAfter = 30_000

/** Opens the stream of changes and keeps it open; a page that is hidden pauses it. */
export function openLiveConnection(): LiveConnection {
  let source: EventSource | null = null
  let state: LiveState = 'connecting'
  let attempt = 0
  let wasOpen = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const stateListeners = new Set<() => void>()
  const changeListeners = new Set<(change: LiveChange) => void>()
  const gapListeners = new Set<() => void>()

  const setState = (next: LiveState) => {
    if (state === next) return
    state = next
    for (const listener of stateListeners) listener()
  }

  const stop = (next: LiveState) => {
    clearTimeout(timer)
    source?.close()
    source = null
    setState(next)
  }

  const connect = () => {
    clearTimeout(timer)
    source?.close()
    source = new EventSource(instanceBase() + addressOf(streamChanges))
    source.onopen = () => {
      attempt = 0
      setState('live')
      if (wasOpen) for (const listener of gapListeners) listener()
      wasOpen = true
    }
    source.onmessage = (event) => {
      const change = liveChange.safeParse(parseJson(event.data))
      if (change.success) for (const listener of changeListeners) listener(change.data)
    }
    source.onerror = () => {
      stop('broken')
      timer = setTimeout(connect, reconnectDelay(attempt++))
    }
  }

  const onVisibility = () => {
    clearTimeout(timer)
    if (document.visibilityState === 'hidden') timer = setTimeout(() => stop('paused'), pauseAfter)
    else if (!source) connect()
  }

  const listen = <L>(listeners: Set<L>, listener: L) => {
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  }

  document.addEventListener('visibilitychange', onVisibility)
  connect()
  return {
    state: () => state,
    onState: (listener) => listen(stateListeners, listener),
    onChange: (listener) => listen(changeListeners, listener),
    onGap: (listener) => listen(gapListeners, listener),
    close() {
      document.removeEventListener('visibilitychange', onVisibility)
      stop('paused')
    },
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
