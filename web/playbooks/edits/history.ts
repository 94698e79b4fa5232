import type { PlaybookGraph } from '@tocsin/engine/playbook/index.ts'

/** The graph being edited with what undo and redo lead to. */
export interface History {
  graph: PlaybookGraph
  past: readonly PlaybookGraph[]
  future: readonly PlaybookGraph[]
  /** What the last edit was about; edits of the same thing in a row, such as typing, are undone together. */
  about: string | null
}

const most = 200

export function beginHistory(graph: PlaybookGraph): History {
  return { graph, past: [], future: [], about: null }
}

/** The history after an edit. An edit that changes nothing leaves no step behind. */
export function recordEdit(history: History, graph: PlaybookGraph, about: string | null = null): History {
  if (graph === history.graph) return history
  const joins = about !== null && about === history.about && history.past.length > 0
  const past = joins ? history.past : [...history.past.slice(-most + 1), history.graph]
  return { graph, past, future: [], about }
}

export function undoEdit(history: History): History {
  const graph = history.past.at(-1)
  if (!graph) return history
  return { graph, past: history.past.slice(0, -1), future: [history.graph, ...history.future], about: null }
}

export function redoEdit(history: History): History {
  const [graph, ...future] = history.future
  if (!graph) return history
  return { graph, past: [...history.past, history.graph], future, about: null }
}
