import type { PlaybookGraph, PlaybookNode } from '@tocsin/engine/playbook/index.ts'
import { type Expression, PathError, parsePath, type Reference } from '@tocsin/engine/values/index.ts'
import { shownName } from '../edits/shown-name.ts'

/** A reference as people read it: `<node name>.output.<path>`, `incident.name`, `input.ip` (PLC-03). */
export function referenceLabel(reference: Reference, graph: PlaybookGraph): string {
  switch (reference.ref) {
    case 'node':
    case 'responder': {
      const node = graph.nodes.find((each) => each.id === reference.node)
      const side = reference.ref === 'responder' ? 'responder' : reference.side
      return `${node ? shownName(node) : '?'}.${side}.${reference.path}`
    }
    case 'param':
      return `input.${reference.path}`
    default:
      return `${reference.ref}.${reference.path}`
  }
}

/** `broken` cannot work; `unknown` may work, but nothing declares that such a value exists (PLC-05). */
export type Standing = 'known' | 'unknown' | 'broken'

/** How sure it is that a reference finds something, given what the picker offers. */
export function standingOf(
  reference: Reference,
  upstream: readonly PlaybookNode[],
  known: ReadonlySet<string>,
): Standing {
  const isOfNode = reference.ref === 'node' || reference.ref === 'responder'
  if (isOfNode && !upstream.some((node) => node.id === reference.node)) return 'broken'
  if (reference.ref !== 'param' && !isPath(reference.path)) return 'broken'
  return known.has(referenceKey(reference)) || (isOfNode && reference.path === 'raw') ? 'known' : 'unknown'
}

/** The same text for the same value, however it is looped. */
export function referenceKey(reference: Reference): string {
  const node = 'node' in reference ? reference.node : ''
  const side = 'side' in reference ? reference.side : ''
  return [reference.ref, node, side, reference.path].join('\n')
}

export function isPath(text: string): boolean {
  try {
    parsePath(text)
    return true
  } catch (error) {
    if (error instanceof PathError) return false
    throw error
  }
}

/** Reads what somebody typed as a label back into a reference: `IP Reputation.output.score`. Null where it is none. */
export function parseLabel(typed: string, nodes: readonly PlaybookNode[]): Reference | null {
  const text = typed.trim()
  // The longest name first: one name may be the beginning of another.
  const byLength = [...nodes].sort((one, other) => shownName(other).length - shownName(one).length)
  for (const node of byLength) {
    const rest = text.startsWith(`${shownName(node)}.`) ? text.slice(shownName(node).length + 1) : null
    const found = rest === null ? null : /^(output|input|responder)\.(.+)$/s.exec(rest)
    const path = found?.[2] ?? ''
    if (!found || !isPath(path)) continue
    if (found[1] === 'responder') return { ref: 'responder', node: node.id, path }
    return { ref: 'node', node: node.id, side: found[1] === 'input' ? 'input' : 'output', path }
  }
  const scope = /^(incident|artifact|triage|input)\.(.+)$/s.exec(text)
  const path = scope?.[2] ?? ''
  if (!scope || !isPath(path)) return null
  if (scope[1] === 'incident' || scope[1] === 'artifact' || scope[1] === 'triage') return { ref: scope[1], path }
  return { ref: 'param', path }
}

/** Constants that are not typed text (CND-07). */
export const internals: { text: string; expression: Extract<Expression, { ref: 'internal' }> }[] = [
  { text: 'true (bool)', expression: { ref: 'internal', value: true } },
  { text: 'false (bool)', expression: { ref: 'internal', value: false } },
  { text: 'empty', expression: { ref: 'internal', value: 'empty' } },
]
