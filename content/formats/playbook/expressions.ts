import type { Json } from '@tocsin/contracts/lists.ts'
import { isJsonObject } from '../../canonical/canonical-json.ts'
import type { GraphExpression } from './graph-document.ts'

/** How constants are marked in files (formats.md 6.3). */
const mark = 'EDITED::'

/**
 * A value as a file holds it: a marked constant, one of our reference objects, or a placeholder of older files. Null
 * for empty text and for what cannot be understood.
 */
export function readExpression(value: Json | undefined): GraphExpression | null {
  if (typeof value === 'string') return readText(value)
  return isJsonObject(value) ? readReference(value) : null
}

function readText(text: string): GraphExpression | null {
  if (text.startsWith(mark)) return { ref: 'const', value: text.slice(mark.length) }
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
  if (expression.ref === 'const' && typeof expression.value === 'string') return `${mark}${expression.value}`
  return JSON.parse(JSON.stringify(expression))
}

/** Whether the expression is a constant text, which the files' own keys can hold. */
export function constantText(expression: GraphExpression | null | undefined): string | null {
  return expression?.ref === 'const' && typeof expression.value === 'string' ? expression.value : null
}

/** What a key of the file that holds a name says: the text itself, or a marked constant. Null for empty text. */
export function constant(text: string): GraphExpression | null {
  return text === '' ? null : (readExpression(text) ?? { ref: 'const', value: text })
}

/** The text for a key that holds a name; empty where only `x_bindings` can say it. */
export function plainText(expression: GraphExpression | null | undefined): string {
  const text = constantText(expression)
  return text === null || text === '' || text !== constantText(constant(text)) ? '' : text
}

/** The key with the reference, for `x_bindings`; nothing for what has its place in the files' own keys. */
export function referenceKey(key: string, expression: GraphExpression | null | undefined): { [key: string]: Json } {
  return expression && plainText(expression) === '' ? { [key]: writeExpression(expression) } : {}
}

/** The key with what is no constant text, for rows of conditions, whose own keys hold marked constants. */
export function bindingKey(key: string, expression: GraphExpression | null | undefined): { [key: string]: Json } {
  return expression && constantText(expression) === null ? { [key]: writeExpression(expression) } : {}
}
