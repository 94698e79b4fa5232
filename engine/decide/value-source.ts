import type { ActionResult, StoredResult } from '../journal/entry.ts'
import { type PlaybookNode, referencesOf } from '../playbook/index.ts'
import type { NodeValues, ScopeName, ValueSource } from '../values/index.ts'
import { filteredPart, filteredResult } from './filtered-result.ts'
import type { NodeState, RunState } from './run-state.ts'

/** What decide is given besides the history. */
export interface Known {
  params: unknown
  /** The groups of values that were loaded. */
  scopes: Partial<Record<ScopeName, unknown>>
  /** Large results that were loaded, by their id. */
  values: ReadonlyMap<string, ActionResult>
}

/** What decide lacks to go on; the caller loads it and asks again. */
export interface Needs {
  scopes: ScopeName[]
  values: string[]
}

export function valueSource(state: RunState, known: Known): ValueSource {
  return {
    params: known.params,
    scope: (name) => known.scopes[name],
    node: (id) => {
      const node = state.nodes.get(id)
      return node && nodeValues(node, known)
    },
  }
}

function nodeValues(node: NodeState, known: Known): NodeValues {
  const responder = node.responder ? { ...node.responder } : undefined
  if (node.answer !== null) {
    return { outputs: [{ answer: node.answer, responder }], inputs: [], iterated: false, responder }
  }
  return {
    outputs: node.iterations.map((iteration, index) => {
      const result = resultOf(iteration.result, known)
      const part = filteredPart(node, index)
      return (part ? filteredResult(result, part) : result)?.output
    }),
    inputs: node.rows,
    iterated: node.iterated,
    responder,
  }
}

/** A result that is at hand, or undefined. */
export function resultOf(result: StoredResult | null, known: Pick<Known, 'values'>): ActionResult | undefined {
  if (!result) return undefined
  return 'inline' in result ? result.inline : known.values.get(result.stored)
}

/** What must be loaded before this node can start; `reads` are nodes that it reads without an expression saying so. */
export function needsOf(node: PlaybookNode, state: RunState, known: Known, reads: readonly string[] = []): Needs {
  const scopes = new Set<ScopeName>()
  const values = new Set<string>()
  const read = new Set(reads)
  for (const reference of referencesOf(node)) {
    if (reference.ref === 'incident' || reference.ref === 'artifact' || reference.ref === 'triage') {
      if (!(reference.ref in known.scopes)) scopes.add(reference.ref)
    } else if (reference.ref === 'node' && reference.side === 'output') {
      read.add(reference.node)
    }
  }
  for (const id of read) {
    for (const stored of storedResults(state.nodes.get(id))) if (!known.values.has(stored)) values.add(stored)
  }
  return { scopes: [...scopes], values: [...values] }
}

function storedResults(node: NodeState | undefined): string[] {
  return (node?.iterations ?? []).flatMap(({ result }) => (result && 'stored' in result ? [result.stored] : []))
}
