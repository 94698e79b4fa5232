import { evaluateOver, isObject } from './evaluate-path.ts'
import { parsePath } from './parse-path.ts'
import { type Path, PathError } from './path.ts'
import type { Reference, ScopeName } from './reference.ts'

/** What a node has left for later nodes to refer to. */
export interface NodeValues {
  /** One entry per iteration, in order; a failed iteration without result is undefined. */
  outputs: readonly unknown[]
  inputs: readonly Record<string, unknown>[]
  /** False for a node that ran exactly once because no list was given to it. */
  iterated: boolean
  responder?: Record<string, unknown>
}

/** All that references can read, at the moment a node starts. */
export interface ValueSource {
  params: unknown
  scope(name: ScopeName): unknown
  node(id: string): NodeValues | undefined
  /** What stands for a reference in place of what it reads: values made up for the test of one node (TST-02). */
  given?(reference: Reference): { value: unknown } | null
}

export function resolveReference(reference: Reference, source: ValueSource): unknown {
  const given = source.given?.(reference)
  if (given) return given.value
  switch (reference.ref) {
    case 'node':
      return nodeValue(reference, source.node(reference.node))
    case 'responder':
      return source.node(reference.node)?.responder?.[reference.path]
    case 'param':
      return named(source.params, reference.path)
    default:
      return named(source.scope(reference.ref), reference.path)
  }
}

function nodeValue(reference: Extract<Reference, { ref: 'node' }>, values: NodeValues | undefined): unknown {
  if (!values) return undefined
  const roots = reference.side === 'output' ? values.outputs : values.inputs
  const whole = reference.path === 'raw' && !roots.some((root) => isObject(root) && Object.hasOwn(root, 'raw'))
  return find(whole ? '' : reference.path, roots, values.iterated)
}

/** A key that is spelt exactly so wins over the path: parameter names may hold dots and spaces (NOD-06). */
function named(root: unknown, path: string): unknown {
  if (isObject(root) && Object.hasOwn(root, path)) return root[path] ?? undefined
  return find(path, [root], false)
}

function find(path: string, roots: readonly unknown[], iterated: boolean): unknown {
  const parsed = tryParsePath(path)
  const found = parsed && evaluateOver(parsed, roots, iterated, true)
  if (Array.isArray(found) && found.length > 0 && found.every((item) => item === undefined)) return undefined
  return found
}

function tryParsePath(text: string): Path | undefined {
  try {
    return parsePath(text)
  } catch (error) {
    if (error instanceof PathError) return undefined
    throw error
  }
}
