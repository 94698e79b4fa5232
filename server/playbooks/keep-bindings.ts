import type { GraphImport } from '@tocsin/content'
import type { PlaybookGraph, PlaybookNode } from '@tocsin/engine'

type ActionNode = Extract<PlaybookNode, { kind: 'action' }>

/**
 * Files do not tell resources (VER-15), so a node that was bound here stays bound when the file says nothing else: the
 * same node, and the same action.
 */
export function keepBindings(
  read: { graph: PlaybookGraph } & Pick<GraphImport, 'bound' | 'unbound'>,
  before: PlaybookGraph | null,
): { graph: PlaybookGraph } & Pick<GraphImport, 'bound' | 'unbound'> {
  const known = new Map(before?.nodes.map((node) => [node.id, node]))
  const kept = new Map<string, ActionNode>()
  const nodes = read.graph.nodes.map((node) => {
    const former = known.get(node.id)
    if (node.kind !== 'action' || former?.kind !== 'action') return node
    const bound = boundAs(node, former)
    if (bound) kept.set(node.id, bound)
    return bound ?? node
  })
  if (kept.size === 0) return read
  const settled = read.unbound.filter(({ nodeId }) => kept.has(nodeId))
  return {
    graph: { ...read.graph, nodes },
    unbound: read.unbound.filter(({ nodeId }) => !kept.has(nodeId)),
    bound: [
      ...read.bound,
      ...settled.flatMap(({ playbook, nodeId, node }) => {
        const bound = kept.get(nodeId)
        if (!bound) return []
        const label = bound.resource?.ref === 'const' ? String(bound.resource.value ?? '') : null
        return [{ playbook, nodeId, node, integration: bound.integration, action: bound.action, resource: label }]
      }),
    ],
  }
}

function boundAs(node: ActionNode, former: ActionNode): ActionNode | null {
  const plain = (name: string) => name.replaceAll(/\s+/g, '').toLowerCase()
  if (plain(node.action) !== plain(former.action) || node.resource !== null || former.resource === null) return null
  if (node.integration !== '' && node.integration !== former.integration) return null
  return { ...node, integration: former.integration, action: former.action, resource: former.resource }
}
