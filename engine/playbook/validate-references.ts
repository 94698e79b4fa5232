import { parsePath } from '../values/parse-path.ts'
import { PathError } from '../values/path.ts'
import { parseTemplate } from '../values/placeholder.ts'
import type { Reference } from '../values/reference.ts'
import { expressionsOf, type PlacedExpression, referencesIn } from './expressions.ts'
import type { PlaybookNode } from './nodes.ts'
import { called, type Problem } from './problem.ts'
import { type PlaybookShape, playbookNamed } from './shapes.ts'
import { type Topology, upstreamIds } from './topology.ts'

/** References read only what has run before, and their paths can be read (PLC-03, PLC-16). */
export function checkReferences(
  node: PlaybookNode,
  topology: Topology,
  playbooks?: readonly PlaybookShape[],
): Problem[] {
  const placed = expressionsOf(node)
  if (placed.length === 0) return []
  const upstream = upstreamIds(topology, node.id)
  // Whether it goes on is decided by what its last round gave.
  if (node.kind === 'repeat') upstream.add(node.id)
  return placed.flatMap((each) => [
    ...checkPlaceholders(node, each),
    ...referencesIn(each.expression).flatMap((reference) => {
      const problem =
        checkNodeReference(reference, topology, upstream) ??
        checkPath(reference) ??
        (playbooks ? checkCallOutput(reference, topology, playbooks) : null)
      return problem
        ? [{ ...problem, nodeId: node.id, path: each.path, message: `${called(node)}: ${problem.message}` }]
        : []
    }),
  ])
}

type Found = Pick<Problem, 'severity' | 'code' | 'message'>

function checkNodeReference(reference: Reference, topology: Topology, upstream: Set<string>): Found | null {
  if (reference.ref !== 'node' && reference.ref !== 'responder') return null
  const source = topology.node(reference.node)
  if (!source) {
    const message = 'a value comes from a node that was removed; choose another value.'
    return { severity: 'error', code: 'unknown_node', message }
  }
  if (!upstream.has(source.id)) {
    const message = `a value comes from ${called(source)}, which does not run before; link it upstream or choose another value.`
    return { severity: 'error', code: 'not_upstream', message }
  }
  if (reference.ref === 'responder' && source.kind !== 'user-choice') {
    return {
      severity: 'error',
      code: 'unknown_node',
      message: `${called(source)} is no user choice and has no responder.`,
    }
  }
  return null
}

/** What a nested playbook gives is found by the names of its nodes, which may be changed there (NOD-64). */
function checkCallOutput(reference: Reference, topology: Topology, playbooks: readonly PlaybookShape[]): Found | null {
  if (reference.ref !== 'node' || reference.side !== 'output') return null
  const source = topology.node(reference.node)
  if (source?.kind !== 'playbook' && source?.kind !== 'repeat') return null
  const child = playbookNamed(source.playbook, playbooks)
  const name = firstKey(reference.path)
  if (!child || name === null || [...child.outputs, 'status', 'error', 'raw'].includes(name)) return null
  const message = `“${child.name}” has no node “${name}” that gives something; choose another value of ${called(source)}.`
  return { severity: 'warning', code: 'unknown_output', message }
}

function firstKey(path: string): string | null {
  const step = parsePath(path).steps.find((each) => each.kind !== 'each')
  return step?.kind === 'key' ? step.name : null
}

function checkPath(reference: Reference): Found | null {
  try {
    parsePath(reference.path)
    return null
  } catch (error) {
    if (!(error instanceof PathError)) throw error
    // Parameter names are kept exactly and need not be paths (NOD-06).
    if (reference.ref === 'param') return null
    const message = `the path “${reference.path}” cannot be read at character ${error.position + 1}: ${error.message}.`
    return { severity: 'error', code: 'bad_path', message }
  }
}

function checkPlaceholders(node: PlaybookNode, each: PlacedExpression): Problem[] {
  if (each.expression.ref !== 'text') return []
  return parseTemplate(each.expression.text).flatMap((part): Problem[] => {
    if (part.kind !== 'unknown') return []
    const message = `${called(node)}: the placeholder ${part.text} is not known and stays as text; write \\{{ for braces.`
    return [{ severity: 'warning', code: 'bad_placeholder', nodeId: node.id, path: each.path, message }]
  })
}
