import type { Action, Resource } from '@tocsin/contracts/integration.ts'
import type { ActionNode, PlaybookGraph } from '@tocsin/engine/playbook/index.ts'
import { freeName } from '../edits/graph-edits.ts'

/** Daemons and triggers are never chosen in a playbook (NOD-11). */
export function isOffered({ type }: Pick<Action, 'type'>): boolean {
  return type !== 'Daemon' && type !== 'Trigger'
}

/**
 * The node with another action: inputs of the same name stay, a name that nobody chose follows the action, and where
 * the integration has a single resource it is taken.
 */
export function chooseAction(
  node: ActionNode,
  action: Action,
  graph: PlaybookGraph,
  resources: readonly Resource[],
): ActionNode {
  const fields = new Set(action.fields.map(({ id }) => id))
  const isNamedByItself = node.name.trim() === '' || /^Action( \d+)?$/.test(node.name) || isNamedAfter(node)
  const others = { ...graph, nodes: graph.nodes.filter(({ id }) => id !== node.id) }
  const own = resources.filter(({ integration }) => integration === action.integration)
  const only = own.length === 1 ? own[0] : undefined
  const isSame = node.integration === action.integration
  return {
    ...node,
    name: isNamedByItself ? freeName(others, action.name) : node.name,
    integration: action.integration,
    action: action.name,
    actionType: action.type,
    inputs: Object.fromEntries(Object.entries(node.inputs).filter(([field]) => fields.has(field))),
    resource: isSame && node.resource ? node.resource : only ? { ref: 'const', value: only.label } : null,
  }
}

function isNamedAfter(node: ActionNode): boolean {
  return node.action !== '' && node.name.replace(/ \d+$/, '') === node.action.replace(/ \d+$/, '')
}
