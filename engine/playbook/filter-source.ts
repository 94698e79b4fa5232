import type { FilterNode } from './nodes.ts'
import type { Topology } from './topology.ts'

/** The id of the action whose output a filter tests: the chosen one, else the only node before it; null for neither. */
export function filterSource(node: FilterNode, topology: Topology): string | null {
  if (node.sourceNode !== '') return node.sourceNode
  const before = new Set(topology.incoming(node.id).map((link) => link.source.id))
  const [only] = before
  return before.size === 1 && only !== undefined ? only : null
}
