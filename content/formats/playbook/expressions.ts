import type { Json } from '@tocsin/contracts/lists.ts'
import { isJsonObject } from '../../canonical/canonical-json.ts'
import type { GraphExpression } from './graph-document.ts'

/** How constants are marked in files (formats.md 6.3). */
const constant = 'EDITED::'

/**
 * A value as a file holds it: a marked constant, one of our reference objects, or a placeholder of older files. Null
 * for empty text and for what cannot be understood.
 */
export function readExpression(value: Json | undefined): GraphExpression | null {
  if (typeof value === 'string') return readText(value)
  return isJsonObject(value) ? readReference(value) : null
}

function readText(text: string): GraphExpression | null {
  if (text.startsWith(constant)) return { ref: 'const', value: text.slice(constant.length) }
  const param = /^\s*\{\{\s*(?:params|input)\.([^{}]+?)\s*\}\}\s*$/.exec(text)?.[1]
  return param === undefined ? null : { ref: 'param', path: param }
}

function readReference(value: { [key: string]: Json }): GraphExpression | null {
  const { ref, node, path, side, text } = value
  const mode = modeOf(value.mode)
  switch (ref) {
    case 'node':
      if (typeof node !== 'string' || typeof path !== 'string') return null
      return { ref, node, side: side === 'input' ? 'input' : 'output', path, ...mode }
    case 'param':
    case 'incident':
    case 'artifact':
    case 'triage':
      return typeof path === 'string' ? { ref, path, ...mode } : null
    case 'responder':
      return typeof node === 'string' && typeof path === 'string' ? { ref, node, path } : null
    case 'const':
      return { ref, value: value.value ?? null }
    case 'internal':
      return typeof value.value === 'boolean' || value.value === 'empty' ? { ref, value: value.value } : null
    case 'text':
      if (typeof text !== 'string') return null
      return { ref, text, ...(typeof value.html === 'boolean' ? { html: value.html } : {}) }
    default:
      return null
  }
}

function modeOf(mode: Json | undefined): { mode?: 'loop' | 'combine' } {
  return mode === 'loop' || mode === 'combine' ? { mode } : {}
}

/** Texts as marked constants, everything else as a reference object. */
export function writeExpression(expression: GraphExpression): Json {
  if (expression.ref === 'const' && typeof expression.value === 'string') return `${constant}${expression.value}`
  return JSON.parse(JSON.stringify(expression))
}

/** Whether the expression is a constant text, which the files' own keys can hold. */
export function constantText(expression: GraphExpression | null | undefined): string | null {
  return expression?.ref === 'const' && typeof expression.value === 'string' ? expression.value : null
}

/** The key with the reference, for `x_bindings`; nothing for constant texts, which have their place in the files' own keys. */
export function referenceKey(key: string, expression: GraphExpression | null | undefined): { [key: string]: Json } {
  return expression && constantText(expression) === null ? { [key]: writeExpression(expression) } : {}
}
