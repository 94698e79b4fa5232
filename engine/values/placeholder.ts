import type { ListMode, Reference } from './reference.ts'

/**
 * Placeholders are references written as text:
 *
 *     {{node:<id>.output.<path>}}   {{node:<id>.input.<field>}}   {{responder:<id>.email}}
 *     {{input.<path>}}              {{incident.opt_3}}   {{artifact.<path>}}   {{triage.<path>}}
 *
 * and may end in `| loop` or `| combine`. `\{{` is two literal braces. `{{params.x}}` of older files reads as
 * `{{input.x}}`.
 */
export function formatPlaceholder(reference: Reference): string {
  return `{{${formatReference(reference)}}}`
}

function formatReference(reference: Reference): string {
  if (reference.ref === 'responder') return `responder:${reference.node}.${reference.path}`
  const mode = reference.mode ? ` | ${reference.mode}` : ''
  if (reference.ref === 'node') return `node:${reference.node}.${reference.side}.${reference.path}${mode}`
  return `${reference.ref === 'param' ? 'input' : reference.ref}.${reference.path}${mode}`
}

/** The reference between the braces, or null where the text is not one. */
export function parsePlaceholder(inner: string): Reference | null {
  const { body, mode } = splitMode(inner.trim())
  const node = /^node:([^.]+)\.(output|input)\.(.+)$/s.exec(body)
  if (node) {
    const side = node[2] === 'input' ? 'input' : 'output'
    return withMode({ ref: 'node', node: node[1] ?? '', side, path: (node[3] ?? '').trim() }, mode)
  }
  const responder = /^responder:([^.]+)\.(.+)$/s.exec(body)
  if (responder) return { ref: 'responder', node: responder[1] ?? '', path: (responder[2] ?? '').trim() }
  const scope = /^(input|params|incident|artifact|triage)\.(.+)$/s.exec(body)
  const path = (scope?.[2] ?? '').trim()
  switch (scope?.[1]) {
    case 'input':
    case 'params':
      return withMode({ ref: 'param', path }, mode)
    case 'incident':
    case 'artifact':
    case 'triage':
      return withMode({ ref: scope[1], path }, mode)
    default:
      return null
  }
}

function withMode<R extends Reference>(reference: R, mode: ListMode | null): R {
  return mode ? { ...reference, mode } : reference
}

function splitMode(text: string): { body: string; mode: ListMode | null } {
  const found = /^(.*?)\s*\|\s*(loop|combine)$/s.exec(text)
  if (!found) return { body: text, mode: null }
  return { body: (found[1] ?? '').trim(), mode: found[2] === 'loop' ? 'loop' : 'combine' }
}

export type TemplatePart =
  | { kind: 'text'; text: string }
  | { kind: 'reference'; reference: Reference; start: number; end: number }
  | { kind: 'unknown'; text: string; start: number; end: number }

/** Cuts a template into text, references and placeholders that cannot be read (shown red in the editor, PLC-05). */
export function parseTemplate(template: string): TemplatePart[] {
  const parts: TemplatePart[] = []
  let text = ''
  let at = 0
  const flush = () => {
    if (text !== '') parts.push({ kind: 'text', text })
    text = ''
  }
  while (at < template.length) {
    if (template.startsWith('\\{{', at)) {
      text += '{{'
      at += 3
      continue
    }
    const end = template.startsWith('{{', at) ? closingBraces(template, at + 2) : -1
    if (end < 0) {
      text += template[at]
      at += 1
      continue
    }
    flush()
    const inner = template.slice(at + 2, end)
    const reference = parsePlaceholder(inner)
    if (reference) parts.push({ kind: 'reference', reference, start: at, end: end + 2 })
    else parts.push({ kind: 'unknown', text: template.slice(at, end + 2), start: at, end: end + 2 })
    at = end + 2
  }
  flush()
  return parts
}

/** Writes literal text so that a template shows it unchanged. */
export function escapeTemplate(text: string): string {
  return text.replaceAll('{{', '\\{{')
}

/** Where `}}` closes the placeholder; selections bring their own braces, quoted keys may hold any. */
function closingBraces(template: string, from: number): number {
  let depth = 0
  let quoted = false
  for (let at = from; at < template.length; at += 1) {
    const char = template[at]
    if (char === '"') quoted = !quoted
    else if (quoted) continue
    else if (char === '{') depth += 1
    else if (char === '}' && depth > 0) depth -= 1
    else if (char === '}') return template[at + 1] === '}' ? at : -1
  }
  return -1
}
