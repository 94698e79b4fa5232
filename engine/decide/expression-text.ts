import { type Expression, renderTemplate, resolve, toText, type ValueSource } from '../values/index.ts'

/** A single text from an expression; the first where it is a list; null for none. */
export function textOf(expression: Expression | null, source: ValueSource): string | null {
  if (!expression) return null
  const value = resolve(expression, source)
  const text = toText(Array.isArray(value) ? value.find((item) => item !== undefined) : value)
  return text === '' ? null : text
}

/** A template as one text; what loops in it is joined by commas. */
export function renderOne(template: string, source: ValueSource, options: { html: boolean }): string {
  const text = renderTemplate(template, source, options)
  return Array.isArray(text) ? text.join(',') : text
}
