import { savePlaybookDraft } from '@tocsin/contracts/playbook.ts'
import type { PlaybookGraph } from '@tocsin/engine/playbook/index.ts'
import { useCallback, useEffect, useRef, useState } from 'react'
import { CallError, call } from '../../api/index.ts'

export type SavingState = 'saved' | 'pending' | 'saving' | 'failed' | 'stale'

/** Changes that follow each other within this time in milliseconds are saved together (VER-01). */
const pause = 1200

interface DraftSavingOptions {
  playbookId: string
  graph: PlaybookGraph
  /** Of the draft that was opened; null where there was none. */
  revision: number | null
  autosave: boolean
}

/** Saves the draft after a pause, one write at a time; `flush` saves at once. */
export function useDraftSaving({ playbookId, graph, revision, autosave }: DraftSavingOptions) {
  const [saved, setSaved] = useState(graph)
  const [state, setState] = useState<'idle' | 'saving' | 'failed' | 'stale'>('idle')
  const [savedAt, setSavedAt] = useState<string | null>(null)
  const [error, setError] = useState<unknown>(null)
  const known = useRef({ revision, graph, saved: graph })
  known.current.graph = graph
  const running = useRef<Promise<boolean> | null>(null)
  const isDirty = graph !== saved

  const write = useCallback(async (): Promise<boolean> => {
    setState('saving')
    try {
      while (known.current.graph !== known.current.saved) {
        const sent = known.current.graph
        const body = { graph: sent, revision: known.current.revision }
        const done = await call(savePlaybookDraft, { params: { id: playbookId }, body })
        known.current.revision = done.revision
        known.current.saved = sent
        setSaved(sent)
        setSavedAt(done.savedAt)
      }
      setError(null)
      setState('idle')
      return true
    } catch (failure) {
      setError(failure)
      setState(failure instanceof CallError && failure.code === 'stale_version' ? 'stale' : 'failed')
      return false
    }
  }, [playbookId])

  /** True once everything is saved. */
  const flush = useCallback((): Promise<boolean> => {
    if (known.current.graph === known.current.saved && !running.current) return Promise.resolve(true)
    running.current ??= write().finally(() => {
      running.current = null
    })
    return running.current
  }, [write])

  // biome-ignore lint/correctness/useExhaustiveDependencies: every change of the graph starts the pause anew
  useEffect(() => {
    if (!autosave || !isDirty || state !== 'idle') return
    const timer = setTimeout(() => void flush(), pause)
    return () => clearTimeout(timer)
  }, [autosave, isDirty, graph, state, flush])

  /** What is shown now is what the server has, as revision `next`: after publishing, or another draft was loaded. */
  const settle = useCallback((next: number | null, shown: PlaybookGraph) => {
    known.current = { revision: next, graph: shown, saved: shown }
    setSaved(shown)
    setSavedAt(null)
    setError(null)
    setState('idle')
  }, [])

  /** Saves over a draft that somebody else saved meanwhile. */
  const overwrite = useCallback(
    (theirs: number | null) => {
      known.current.revision = theirs
      return flush()
    },
    [flush],
  )

  const shown: SavingState = state === 'idle' ? (isDirty ? 'pending' : 'saved') : state
  return { state: shown, isDirty, savedAt, error, flush, settle, overwrite, revision: () => known.current.revision }
}

export type DraftSaving = ReturnType<typeof useDraftSaving>
