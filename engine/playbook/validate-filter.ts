import { parsePath } from '../values/parse-path.ts'
import { PathError } from '../values/path.ts'
import { filterSource } from './filter-source.ts'
import type { FilterNode } from './nodes.ts'
import { called, type Problem, type ProblemCode } from './problem.ts'
import { type Topology, upstreamIds } from './topology.ts'
import { checkConditions } from './validate-conditions.ts'

/** A filter comes after an action, tests what an action before it found, and has a condition (NOD-30 … NOD-32). */
export function checkFilter(node: FilterNode, topology: Topology): Problem[] {
  return [
    ...checkBefore(node, topology),
    ...checkSource(node, topology),
    ...checkSplit(node),
    ...checkConditions(node, called(node)),
  ]
}

function checkBefore(node: FilterNode, topology: Topology): Problem[] {
  const others = topology.incoming(node.id).flatMap((link) => topology.node(link.source.id) ?? [])
  const wrong = others.find((each) => each.kind !== 'action')
  if (!wrong) return []
  const message = `${called(node)} comes after ${called(wrong)}; a filter can only follow an action.`
  return [problem(node, 'not_after_action', '', message)]
}

function checkSource(node: FilterNode, topology: Topology): Problem[] {
  const id = filterSource(node, topology)
  const source = id === null ? undefined : topology.node(id)
  if (!source) {
    const why = node.sourceNode === '' ? 'has no action to filter' : 'filters an action that was removed'
    return [problem(node, 'no_source', 'sourceNode', `${called(node)} ${why}; choose an action before it.`)]
  }
  if (source.kind !== 'action') {
    const message = `${called(node)} filters ${called(source)}, which is no action; choose an action before it.`
    return [problem(node, 'no_source', 'sourceNode', message)]
  }
  if (upstreamIds(topology, node.id).has(source.id)) return []
  const message = `${called(node)} filters ${called(source)}, which does not run before; link it upstream or choose another action.`
  return [problem(node, 'not_upstream', 'sourceNode', message)]
}

function checkSplit(node: FilterNode): Problem[] {
  try {
    parsePath(node.splitBy)
    return []
  } catch (error) {
    if (!(error instanceof PathError)) throw error
    const message = `${called(node)}: the list “${node.splitBy}” cannot be read at character ${error.position + 1}: ${error.message}.`
    return [problem(node, 'bad_path', 'splitBy', message)]
  }
}

function problem(node: FilterNode, code: ProblemCode, path: string, message: string): Problem {
  return { severity: 'error', code, nodeId: node.id, message, ...(path === '' ? {} : { path }) }
}
