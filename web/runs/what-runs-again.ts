import type { RunNode } from '@tocsin/contracts/run.ts'
import type { PlaybookGraph } from '@tocsin/engine/playbook/index.ts'

export type Scope = 'this' | 'from-here' | 'whole'

/** What a start anew performs again, and which of it may do harm a second time (EXE-11). */
export interface Again {
  nodes: RunNode[]
  /** Actions that are not known to change nothing when they are performed twice. */
  twice: RunNode[]
}

export function whatRunsAgain(run: { nodes: RunNode[] }, graph: PlaybookGraph, scope: Scope, from?: string): Again {
  const reached = scope === 'from-here' && from !== undefined ? behind(graph, from) : new Set([from])
  const nodes = run.nodes.filter(
    ({ id, type }) => type !== 'start' && type !== 'end' && (scope === 'whole' || reached.has(id)),
  )
  const twice = nodes.filter(
    ({ type, idempotent, attempts }) => type === 'action' && idempotent !== true && attempts > 0,
  )
  return { nodes, twice }
}

/** The node and all that can be reached from it. */
function behind(graph: PlaybookGraph, from: string): Set<string | undefined> {
  const found = new Set<string | undefined>([from])
  for (const id of found) {
    for (const link of graph.links) if (link.source.id === id) found.add(link.target.id)
  }
  return found
}
