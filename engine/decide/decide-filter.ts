import type { Entry, EntryOf } from '../journal/entry.ts'
import { type FilterNode, filterSource, type PlaybookNode } from '../playbook/index.ts'
import { ConditionError, holds, type NodeValues, splitItems, type ValueSource } from '../values/index.ts'
import { newIteration } from './apply-attempt.ts'
import { type NodeState, nodeState, type RunState } from './run-state.ts'
import type { CompiledVersion } from './run-version.ts'

/** What passed, of each iteration of the filtered action: the positions of its items, or all of it. */
export type Passed = NonNullable<EntryOf<'node-finished'>['filtered']>['passed'][number]

/** Tests what an action found; where nothing passes the branch ends (NOD-31, NOD-35). */
export function decideFilter(version: CompiledVersion, node: FilterNode, round: number, source: ValueSource): Entry {
  const id = filterSource(node, version.topology)
  const values = id === null ? undefined : source.node(id)
  if (id === null || !values)
    return failed(node, round, 'The filter has no action before it; choose the action to filter')
  try {
    const passed = node.splitBy.trim() === '' ? passWhole(node, values, source) : passItems(node, id, values, source)
    const ports = passed.some((each) => each.length > 0) ? ['out'] : []
    const filtered = { source: id, splitBy: node.splitBy, passed }
    return { type: 'node-finished', node: node.id, round, status: 'succeeded', ports, filtered }
  } catch (error) {
    if (!(error instanceof ConditionError)) throw error
    return failed(node, round, error.message)
  }
}

/** A filter reads its source even where no condition names it. */
export function readByFilter(version: CompiledVersion, node: PlaybookNode): string[] {
  const id = node.kind === 'filter' ? filterSource(node, version.topology) : null
  return id === null ? [] : [id]
}

/** Nothing is known to pass, so nothing goes on. */
function failed(node: FilterNode, round: number, error: string): Entry {
  return { type: 'node-finished', node: node.id, round, status: 'failed', ports: [], error }
}

/** Without a split all goes on if any of it satisfies (NOD-31). */
function passWhole(node: FilterNode, values: NodeValues, source: ValueSource): Passed[] {
  const passed: Passed = holds(node, source) ? 'all' : []
  return values.outputs.map(() => passed)
}

/** Each item by itself, as if the list held only this one. */
function passItems(node: FilterNode, id: string, values: NodeValues, source: ValueSource): Passed[] {
  let position = -1
  return values.outputs.map((output, iteration) => {
    const inputs = values.inputs[iteration] ?? {}
    return splitItems(node.splitBy, output).flatMap((item, index) => {
      position += 1
      const alone: NodeValues = { ...values, outputs: [item], inputs: [inputs], iterated: false }
      const seen: ValueSource = { ...source, node: (each) => (each === id ? alone : source.node(each)) }
      return holds(node, seen, { node: id, position }) ? [index] : []
    })
  })
}

/** Takes over what passed; it stays when the filtered action is run again alone (EXE-11). */
export function takeFiltered(
  state: RunState,
  node: NodeState,
  filtered: EntryOf<'node-finished'>['filtered'],
  at: Date,
): void {
  if (!filtered) return
  const source = nodeState(state, filtered.source)
  const kept = filtered.passed.flatMap((passed, index) => (passed.length > 0 ? [{ passed, index }] : []))
  node.iterated = source.iterated
  node.rows = kept.map(({ index }) => source.rows[index] ?? {})
  node.iterations = kept.map(({ index }) => ({
    ...newIteration(),
    status: 'succeeded',
    startedAt: at,
    finishedAt: at,
    result: source.iterations[index]?.result ?? null,
  }))
  node.filtered = { splitBy: filtered.splitBy, passed: kept.map(({ passed }) => passed) }
}
