import type { PlaybookGraph } from '@tocsin/engine/playbook/index.ts'
import { useCallback, useMemo, useState } from 'react'
import { beginHistory, type History, recordEdit, redoEdit, undoEdit } from '../edits/history.ts'

/** The graph on the canvas, its history and what is selected. */
export function useGraphEditor(initial: PlaybookGraph) {
  const [history, setHistory] = useState<History>(() => beginHistory(initial))
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())

  /** One step for undo; steps with the same `about` in a row, such as typing, are one. */
  const apply = useCallback(
    (edit: (graph: PlaybookGraph) => PlaybookGraph, about: string | null = null) =>
      setHistory((before) => recordEdit(before, edit(before.graph), about)),
    [],
  )
  const undo = useCallback(() => setHistory(undoEdit), [])
  const redo = useCallback(() => setHistory(redoEdit), [])
  const restart = useCallback((graph: PlaybookGraph) => setHistory(beginHistory(graph)), [])
  const { graph, past, future } = history

  // What was removed or undone cannot stay selected.
  const present = useMemo(() => {
    const ids = new Set([...graph.nodes.map(({ id }) => id), ...graph.links.map(({ id }) => id)])
    const kept = [...selected].filter((id) => ids.has(id))
    return kept.length === selected.size ? selected : new Set(kept)
  }, [graph, selected])

  return {
    graph,
    apply,
    undo,
    redo,
    restart,
    canUndo: past.length > 0,
    canRedo: future.length > 0,
    selected: present,
    select: setSelected,
  }
}

export type GraphEditor = ReturnType<typeof useGraphEditor>
