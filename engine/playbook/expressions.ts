import { parseTemplate } from '../values/placeholder.ts'
import { type Expression, isReference, type Reference } from '../values/reference.ts'
import type { PlaybookNode } from './graph.ts'

/** An expression of a node with the place where it stands: `inputs.ip`, `branches.0.conditions.1.left`. */
export interface PlacedExpression {
  path: string
  expression: Expression
}

export function expressionsOf(node: PlaybookNode): PlacedExpression[] {
  switch (node.kind) {
    case 'action':
      return [
        ...Object.entries(node.inputs).map(([field, expression]) => ({ path: `inputs.${field}`, expression })),
        ...placed('resource', node.resource),
        ...placed('authorizer', node.authorizer),
      ]
    case 'condition':
      return node.branches.flatMap((branch, b) =>
        branch.conditions.flatMap((each, c) => [
          ...placed(`branches.${b}.conditions.${c}.left`, each.left),
          ...placed(`branches.${b}.conditions.${c}.right`, each.right),
        ]),
      )
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
