import type { PlaybookGraph, PlaybookNode } from '@tocsin/engine/playbook/index.ts'
import { type Expression, formatPlaceholder, parseTemplate } from '@tocsin/engine/values/index.ts'
import { addNode } from './graph-edits.ts'
import { newId } from './new-id.ts'

/**
 * Copies nodes with their configuration and the links between them (PBK-08). References from one copied node to
 * another lead to the copies. Start is never copied. Gives the ids of the copies.
 */
export function cloneNodes(graph: PlaybookGraph, ids: readonly string[]): { graph: PlaybookGraph; copies: string[] } {
  const chosen = graph.nodes.filter((node) => ids.includes(node.id) && node.kind !== 'start')
  const copyOf = new Map(chosen.map((node) => [node.id, newId()]))
  const withNodes = chosen.reduce((each, node) => {
    const copy = { ...withReferences(node, copyOf), id: copyOf.get(node.id) ?? node.id }
    return addNode(each, copy, { x: node.position.x + 32, y: node.position.y + 88 })
  }, graph)
  const links = graph.links.flatMap((link) => {
    const source = copyOf.get(link.source.id)
    const target = copyOf.get(link.target.id)
    if (!source || !target) return []
    return [{ ...link, id: newId(), source: { ...link.source, id: source }, target: { ...link.target, id: target } }]
  })
  return { graph: { ...withNodes, links: [...withNodes.links, ...links] }, copies: [...copyOf.values()] }
}

type Ids = ReadonlyMap<string, string>

function withReferences(node: PlaybookNode, ids: Ids): PlaybookNode {
  const turned = <E extends Expression | null | undefined>(expression: E) =>
    expression ? turn(expression, ids) : expression
  switch (node.kind) {
    case 'action':
      return {
        ...node,
        inputs: Object.fromEntries(Object.entries(node.inputs).map(([field, value]) => [field, turn(value, ids)])),
        resource: turned(node.resource),
        authorizer: turned(node.authorizer),
      }
    case 'condition':
      return {
        ...node,
        branches: node.branches.map((branch) => ({
          ...branch,
          conditions: branch.conditions.map((each) => ({
            ...each,
            left: turn(each.left, ids),
            right: turned(each.right),
          })),
        })),
      }
    case 'user-choice':
      return {
        ...node,
        title: turnText(node.title, ids),
        question: turnText(node.question, ids),
        authorizer: turned(node.authorizer),
      }
    default:
      return node
  }
}

function turn(expression: Expression, ids: Ids): Expression {
  if (expression.ref === 'node' || expression.ref === 'responder') {
    return { ...expression, node: ids.get(expression.node) ?? expression.node }
  }
  return expression.ref === 'text' ? { ...expression, text: turnText(expression.text, ids) } : expression
}

function turnText(text: string, ids: Ids): string {
  return parseTemplate(text).reduceRight((turned, part) => {
    if (part.kind !== 'reference') return turned
    const reference = turn(part.reference, ids)
    if (reference === part.reference || reference.ref === 'const' || reference.ref === 'internal') return turned
    if (reference.ref === 'text') return turned
    return turned.slice(0, part.start) + formatPlaceholder(reference) + turned.slice(part.end)
  }, text)
}
