import type { ActionNode, PlaybookGraph } from '@tocsin/engine/playbook/index.ts'

/** Which actions get another resource: those with this label, those with none, or all of the integration. */
export type ResourceChoice = { kind: 'label'; label: string } | { kind: 'none' } | { kind: 'all' }

/** An action of an integration with the resource that it has: a label, null for none, or a value found at run time. */
export interface ResourceUse {
  node: ActionNode
  resource: string | null
  isDynamic: boolean
}

export function resourceUses(graph: PlaybookGraph, integration: string): ResourceUse[] {
  return graph.nodes.flatMap((node): ResourceUse[] => {
    if (node.kind !== 'action' || node.integration !== integration) return []
    const { resource } = node
    if (resource === null) return [{ node, resource: null, isDynamic: false }]
    if (resource.ref !== 'const') return [{ node, resource: null, isDynamic: true }]
    const label = String(resource.value ?? '')
    return [{ node, resource: label === '' ? null : label, isDynamic: false }]
  })
}

/** The actions that change; one whose resource is a value found at run time never does. */
export function reassigned(uses: readonly ResourceUse[], from: ResourceChoice, to: string): ResourceUse[] {
  return uses.filter(({ resource, isDynamic }) => {
    if (isDynamic || resource === to) return false
    if (from.kind === 'all') return true
    return from.kind === 'none' ? resource === null : resource === from.label
  })
}

/** Gives a resource to all actions of an integration that have another one or none (PBK-14). */
export function reassignResource(
  graph: PlaybookGraph,
  integration: string,
  from: ResourceChoice,
  to: string,
): PlaybookGraph {
  const changed = new Set(reassigned(resourceUses(graph, integration), from, to).map(({ node }) => node.id))
  if (changed.size === 0) return graph
  return {
    ...graph,
    nodes: graph.nodes.map((node) =>
      node.kind === 'action' && changed.has(node.id)
        ? { ...node, resource: { ref: 'const' as const, value: to } }
        : node,
    ),
  }
}
