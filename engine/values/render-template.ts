import { isObject } from './evaluate-path.ts'
import { parsePath } from './parse-path.ts'
import { PathError } from './path.ts'
import { parseTemplate, type TemplatePart } from './placeholder.ts'
import type { Reference } from './reference.ts'
import { resolveReference, type ValueSource } from './resolve-reference.ts'
import { escapeHtml, toHtmlTable, toText } from './text.ts'

export interface RenderOptions {
  /** Escapes values for HTML, because the template itself is markup (PLC-20). */
  html: boolean
}

/**
 * Fills the placeholders of a text. One text, or a list of texts where a placeholder loops: then one text per item,
 * several loops paired by position (PLC-07). Other lists are joined by commas; a selection becomes an HTML table
 * (PLC-15). Placeholders that cannot be read stay as they are.
 */
export function renderTemplate(template: string, source: ValueSource, options: RenderOptions): string | string[] {
  const parts = parseTemplate(template).map((part) => fill(part, source, options))
  const loops = parts.filter(Array.isArray)
  if (loops.length === 0) return parts.join('')
  const length = loops.some((items) => items.length > 1)
    ? Math.max(...loops.map((items) => items.length))
    : (loops[0]?.length ?? 0)
  return Array.from({ length }, (_, index) =>
    parts.map((part) => (Array.isArray(part) ? (part.length === 1 ? part[0] : (part[index] ?? '')) : part)).join(''),
  )
}

function fill(part: TemplatePart, source: ValueSource, options: RenderOptions): string | string[] {
  if (part.kind !== 'reference') return part.text
  const value = resolveReference(part.reference, source)
  const write = (item: unknown) => (options.html ? escapeHtml(toText(item)) : toText(item))
  if (!Array.isArray(value)) return write(value)
  if ('mode' in part.reference && part.reference.mode === 'loop') return value.map(write)
  const items = value.filter((item) => item !== undefined)
  if (items.length > 0 && isSelection(part.reference) && items.every(isObject)) return toHtmlTable(items)
  return items.map(write).join(',')
}

function isSelection(reference: Reference): boolean {
  try {
    return parsePath(reference.path).steps.at(-1)?.kind === 'select'
  } catch (error) {
    if (error instanceof PathError) return false
    throw error
  }
}
