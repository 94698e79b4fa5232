import type { Condition } from '../values/condition.ts'
import { parseTemplate } from '../values/placeholder.ts'
import { type Expression, isReference, type Reference } from '../values/reference.ts'
import type { PlaybookNode } from './nodes.ts'

/** An expression of a node with the place where it stands: `inputs.ip`, `branches.0.conditions.1.left`. */
export interface PlacedExpression {
  path: string
  expression: Expression
}

export function expressionsOf(node: PlaybookNode): PlacedExpression[] {
  switch (node.kind) {
    case 'action':
      return [
        ...placedInputs(node.inputs),
        ...placed('resource', node.resource),
        ...placed('authorizer', node.authorizer),
      ]
    case 'condition':
      return node.branches.flatMap((branch, b) => placedConditions(branch.conditions, `branches.${b}.`))
    case 'filter':
      return placedConditions(node.conditions)
    case 'task':
      return [
        ...placed('title', { ref: 'text', text: node.title }),
        ...placed('description', { ref: 'text', text: node.description, html: true }),
        ...placed('authorizer', node.authorizer),
        ...placed('owner', node.owner),
      ]
    case 'playbook':
      return placedInputs(node.inputs)
    case 'repeat':
      return [...placedInputs(node.inputs), ...placed('items', node.items), ...placedConditions(node.conditions)]
    case 'wait':
      return [...placed('duration', node.duration), ...placed('time', node.time), ...placedConditions(node.conditions)]
    case 'user-choice':
      return [
        ...placed('title', { ref: 'text', text: node.title }),
        ...placed('question', { ref: 'text', text: node.question, html: true }),
        ...placed('authorizer', node.authorizer),
      ]
    default:
      return []
  }
}

function placedInputs(inputs: Record<string, Expression>): PlacedExpression[] {
  return Object.entries(inputs).map(([field, expression]) => ({ path: `inputs.${field}`, expression }))
}

function placedConditions(conditions: readonly Condition[], where = ''): PlacedExpression[] {
  return conditions.flatMap((each, c) => [
    ...placed(`${where}conditions.${c}.left`, each.left),
    ...placed(`${where}conditions.${c}.right`, each.right),
  ])
}

function placed(path: string, expression: Expression | null | undefined): PlacedExpression[] {
  return expression ? [{ path, expression }] : []
}

/** All references of an expression, those inside a text included. */
export function referencesIn(expression: Expression): Reference[] {
  if (isReference(expression)) return [expression]
  if (expression.ref !== 'text') return []
  return parseTemplate(expression.text).flatMap((part) => (part.kind === 'reference' ? [part.reference] : []))
}

export function referencesOf(node: PlaybookNode): Reference[] {
  return expressionsOf(node).flatMap((each) => referencesIn(each.expression))
}
