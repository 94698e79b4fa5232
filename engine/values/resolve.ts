import type { Expression } from './reference.ts'
import { renderTemplate } from './render-template.ts'
import { resolveReference, type ValueSource } from './resolve-reference.ts'

/**
 * The value of an expression: undefined for no value; a list may hold undefined where an item lacks the value, so that
 * lists stay aligned. A path that cannot be read gives no value (validate reports it before publishing).
 */
export function resolve(expression: Expression, source: ValueSource): unknown {
  switch (expression.ref) {
    case 'const':
      return expression.value
    case 'internal':
      return expression.value === 'empty' ? '' : expression.value
    case 'text':
      return renderTemplate(expression.text, source, { html: expression.html ?? false })
    default:
      return resolveReference(expression, source)
  }
}
