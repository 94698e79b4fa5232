import { formatPlaceholder, parseTemplate } from '../values/placeholder.ts'
import type { Expression } from '../values/reference.ts'
import type { PlaybookNode } from './nodes.ts'

type Ids = ReadonlyMap<string, string>

/**
 * The node with every reference to another node led to the one that `ids` names for it: in values, conditions and the
 * placeholders of texts. References to nodes that `ids` does not name stay. For copies and for comparing.
 */
export function leadReferences<Node extends PlaybookNode>(node: Node, ids: Ids): Node {
  if (ids.size === 0) return node
  const led = ledParts(node, (expression) => leadExpression(expression, ids), ids)
  return { ...node, ...led }
}

type Lead = (expression: Expression) => Expression

function ledParts(node: PlaybookNode, lead: Lead, ids: Ids): Partial<PlaybookNode> {
  const one = (expression: Expression | null) => expression && lead(expression)
  const inputs = (values: Record<string, Expression>) =>
    Object.fromEntries(Object.entries(values).map(([field, value]) => [field, lead(value)]))
  switch (node.kind) {
    case 'action':
      return { inputs: inputs(node.inputs), resource: one(node.resource), authorizer: one(node.authorizer) }
    case 'condition':
      return { branches: node.branches.map((branch) => ({ ...branch, ...ledConditions(branch, lead) })) }
    case 'filter':
      return { sourceNode: ids.get(node.sourceNode) ?? node.sourceNode, ...ledConditions(node, lead) }
    case 'task':
      return {
        title: leadText(node.title, ids),
        description: leadText(node.description, ids),
        authorizer: one(node.authorizer),
        owner: one(node.owner),
      }
    case 'user-choice':
      return {
        title: leadText(node.title, ids),
        question: leadText(node.question, ids),
        authorizer: one(node.authorizer),
      }
    case 'playbook':
      return { inputs: inputs(node.inputs) }
    case 'repeat':
      return { inputs: inputs(node.inputs), items: one(node.items), ...ledConditions(node, lead) }
    case 'wait':
      return { duration: one(node.duration), time: one(node.time), ...ledConditions(node, lead) }
    case 'start':
    case 'end':
    case 'unsupported':
      return {}
  }
}

interface Conditions {
  conditions: { left: Expression; right?: Expression | undefined }[]
}

function ledConditions<Group extends Conditions>(group: Group, lead: Lead): Pick<Group, 'conditions'> {
  const conditions: Group['conditions'] = group.conditions.map((each) => ({
    ...each,
    left: lead(each.left),
    ...(each.right ? { right: lead(each.right) } : {}),
  }))
  return { conditions }
}

function leadExpression(expression: Expression, ids: Ids): Expression {
  if (expression.ref === 'node' || expression.ref === 'responder') {
    return { ...expression, node: ids.get(expression.node) ?? expression.node }
  }
  return expression.ref === 'text' ? { ...expression, text: leadText(expression.text, ids) } : expression
}

function leadText(text: string, ids: Ids): string {
  return parseTemplate(text).reduceRight((led, part) => {
    if (part.kind !== 'reference') return led
    const { reference } = part
    if (reference.ref !== 'node' && reference.ref !== 'responder') return led
    const node = ids.get(reference.node)
    return node === undefined
      ? led
      : led.slice(0, part.start) + formatPlaceholder({ ...reference, node }) + led.slice(part.end)
  }, text)
}
