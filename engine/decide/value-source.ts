import type { ActionResult, StoredResult } from '../journal/entry.ts'
import { type PlaybookNode, referencesOf } from '../playbook/index.ts'
import type { NodeValues, ScopeName, ValueSource } from '../values/index.ts'
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
    outputs: node.iterations.map((iteration) => resultOf(iteration.result, known)?.output),
    inputs: node.rows,
    iterated: node.iterated,
    responder,
  }
}

function resultOf(result: StoredResult | null, known: Known): ActionResult | undefined {
  if (!result) return undefined
  return 'inline' in result ? result.inline : known.values.get(result.stored)
}

/** What must be loaded before this node can start. */
export function needsOf(node: PlaybookNode, state: RunState, known: Known): Needs {
  const scopes = new Set<ScopeName>()
  const values = new Set<string>()
  for (const reference of referencesOf(node)) {
    if (reference.ref === 'incident' || reference.ref === 'artifact' || reference.ref === 'triage') {
      if (!(reference.ref in known.scopes)) scopes.add(reference.ref)
    } else if (reference.ref === 'node' && reference.side === 'output') {
      for (const id of storedResults(state.nodes.get(reference.node))) if (!known.values.has(id)) values.add(id)
    }
  }
  return { scopes: [...scopes], values: [...values] }
}

function storedResults(node: NodeState | undefined): string[] {
  return (node?.iterations ?? []).flatMap(({ result }) => (result && 'stored' in result ? [result.stored] : []))
}
