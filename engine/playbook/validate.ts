import type { PlaybookGraph } from './graph.ts'
import type { Problem } from './problem.ts'
import type { ActionShape } from './shapes.ts'
import { indexGraph } from './topology.ts'
import type { CallChecks } from './validate-call.ts'
import { checkFilter } from './validate-filter.ts'
import { checkNode } from './validate-node.ts'
import { checkReferences } from './validate-references.ts'
import { checkStructure } from './validate-structure.ts'

export interface ValidateOptions extends CallChecks {
  /** Installed actions; without them bindings and required inputs are not checked. */
  actions?: readonly ActionShape[]
}

/** Everything that is wrong with a graph, in running order of the nodes. Pure; the editor calls it while typing. */
export function validate(graph: PlaybookGraph, options: ValidateOptions = {}): Problem[] {
  const topology = indexGraph(graph)
  const rank = new Map(topology.order.map((node, index) => [node.id, index]))
  const nodes = [...graph.nodes].sort((a, b) => (rank.get(a.id) ?? Infinity) - (rank.get(b.id) ?? Infinity) || 0)
  return [
    ...checkStructure(graph, topology),
    ...nodes.flatMap((node) => [
      ...checkNode(node, options),
      ...(node.kind === 'filter' ? checkFilter(node, topology) : []),
      ...checkReferences(node, topology, options.playbooks),
    ]),
  ]
}
