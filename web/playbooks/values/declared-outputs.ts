import type { Action } from '@tocsin/contracts/integration.ts'
import type { Json } from '@tocsin/contracts/lists.ts'
import type { PlaybookGraph, PlaybookNode } from '@tocsin/engine/playbook/index.ts'

/** A path that later nodes can read, with what is known about it. */
export interface DeclaredOutput {
  path: string
  example: string | null
  description: string | null
}

export interface OutputSource {
  graph: PlaybookGraph
  actions: readonly Action[]
  /** Graphs of the playbooks that nodes run, by name in small letters; what is missing gives only `status`. */
  children: ReadonlyMap<string, PlaybookGraph>
}

const bare = (path: string): DeclaredOutput => ({ path, example: null, description: null })
/** Playbooks in playbooks in playbooks: what lies deeper is not listed, it can still be typed. */
const deepest = 2

/** What a node gives by its definition: outputs of the action, a filter's as its source's, a playbook's by node (PLC-04, NOD-34, NOD-64). */
export function declaredOutputs(node: PlaybookNode, source: OutputSource, depth = 0): DeclaredOutput[] {
  switch (node.kind) {
    case 'action': {
      const { integration, action } = node
      return source.actions.find((each) => each.integration === integration && each.name === action)?.output ?? []
    }
    case 'filter': {
      const before = source.graph.nodes.find(({ id }) => id === node.sourceNode)
      return before?.kind === 'action' ? declaredOutputs(before, source, depth) : []
    }
    case 'task':
      return ['status', 'title', 'owner', 'percentage', 'hours'].map(bare)
    case 'user-choice':
      return [bare('answer')]
    case 'playbook':
    case 'repeat': {
      const child = source.children.get(node.playbook.trim().toLowerCase())
      return [bare('status'), ...(child && depth < deepest ? childOutputs(child, source, depth + 1) : [])]
    }
    default:
      return []
  }
}

function childOutputs(graph: PlaybookGraph, source: OutputSource, depth: number): DeclaredOutput[] {
  return graph.nodes.flatMap((node) =>
    declaredOutputs(node, { ...source, graph }, depth).map((output) => ({
      ...output,
      path: `${quoted(node.name)}.${output.path}`,
    })),
  )
}

function quoted(key: string): string {
  return /^[A-Za-z0-9_@$-]+$/.test(key) ? key : `"${key}"`
}

/** The real value that stands for a node's output: a filter that never ran shows what its source gave. */
export function sampleOf(
  node: PlaybookNode,
  graph: PlaybookGraph,
  seen: Readonly<Record<string, Json>>,
): Json | undefined {
  const own = seen[node.id]
  if (own !== undefined || node.kind !== 'filter') return own
  const before = graph.nodes.find(({ id }) => id === node.sourceNode)
  return before && seen[before.id]
}
