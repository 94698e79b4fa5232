import type { ActionResult } from '../journal/entry.ts'
import { keepItems } from '../values/index.ts'
import type { NodeState } from './run-state.ts'

/** Which part of a result a filter has let through. */
export interface FilteredPart {
  splitBy: string
  passed: 'all' | number[]
}

/** What a filter has let through of one of its iterations; null for a node that is no filter. */
export function filteredPart(node: NodeState, iteration: number): FilteredPart | null {
  const passed = node.filtered?.passed[iteration]
  return node.filtered && passed ? { splitBy: node.filtered.splitBy, passed } : null
}

/** The part of a result that passed a filter. Its table and what it printed show the whole, so they are left out. */
export function filteredResult(result: ActionResult | undefined, part: FilteredPart): ActionResult | undefined {
  if (!result || part.passed === 'all') return result
  return { output: keepItems(part.splitBy, result.output, new Set(part.passed)) }
}
