import type { Json } from '@tocsin/contracts/lists.ts'
import type { PlaybookGraph, PlaybookNode } from '@tocsin/engine/playbook/index.ts'
import { referencesOf } from '@tocsin/engine/playbook/index.ts'
import { evaluateOver, PathError, parsePath, type Reference } from '@tocsin/engine/values/index.ts'
import { sampleOf } from '../values/declared-outputs.ts'
import type { PlaybookValues } from '../values/offers.ts'
import { type ReadJson, readJson } from '../values/read-json.ts'
import { referenceKey } from '../values/reference-label.ts'

/** Kinds of nodes that can be tested by themselves (TST-01). */
export function isTestable(node: PlaybookNode | undefined): boolean {
  return Boolean(node && ['action', 'condition', 'user-choice', 'task'].includes(node.kind))
}

/** The values that a node reads, each once, in the order of its form. */
export function variablesOf(node: PlaybookNode): Reference[] {
  const found = new Map(referencesOf(node).map((reference) => [referenceKey(reference), reference]))
  return [...found.values()]
}

export type ReadMock = ReadJson

/**
 * A mock value as it was typed: text that begins like JSON must be JSON, numbers and true, false, null are themselves,
 * anything else is text as it stands; nothing typed is no value.
 */
export function readMock(typed: string): ReadMock {
  const text = typed.trim()
  if (text === '') return { value: null }
  if (!/^(["[{]|-?\d+(\.\d+)?$|(true|false|null)$)/.test(text)) return { value: typed }
  const read = readJson(typed)
  // A number with leading zeros, such as a phone number, is text.
  return 'value' in read || /^["[{]/.test(text) ? read : { value: typed }
}

/** A value as it is put into the input of a mock: read back it is the same. */
export function writeMock(value: Json | undefined): string {
  if (value === undefined || value === null) return ''
  if (typeof value !== 'string') return JSON.stringify(value, null, typeof value === 'object' ? 2 : undefined)
  const read = readMock(value)
  return 'value' in read && read.value === value ? value : JSON.stringify(value)
}

/** The real value of a reference, from what happened last; undefined where there is none. */
export function seenValue(
  reference: Reference,
  graph: PlaybookGraph,
  values: PlaybookValues | undefined,
): Json | undefined {
  if (!values) return undefined
  switch (reference.ref) {
    case 'responder':
      return undefined
    case 'param':
      return found(values.input, reference.path) ?? example(graph, reference.path)
    case 'node': {
      const node = graph.nodes.find(({ id }) => id === reference.node)
      if (!node) return undefined
      const root = reference.side === 'input' ? values.nodeInputs[node.id] : sampleOf(node, graph, values.nodes)
      return reference.path === 'raw' ? root : found(root, reference.path)
    }
    default: {
      const field = values[reference.ref].find(({ path }) => path === reference.path)
      return field?.sample ?? undefined
    }
  }
}

function found(root: Json | undefined, path: string): Json | undefined {
  if (root === undefined || root === null) return undefined
  // A name that is spelt exactly so wins over the path (NOD-06).
  if (typeof root === 'object' && !Array.isArray(root) && Object.hasOwn(root, path)) return root[path]
  try {
    return evaluateOver(parsePath(path), [root], false) as Json | undefined
  } catch (error) {
    if (error instanceof PathError) return undefined
    throw error
  }
}

function example(graph: PlaybookGraph, path: string): Json | undefined {
  const start = graph.nodes.find((node) => node.kind === 'start')
  const text = start?.params.find((param) => param.path === path)?.example
  if (text === undefined || text === '') return undefined
  const read = readMock(text)
  return 'value' in read ? read.value : text
}
