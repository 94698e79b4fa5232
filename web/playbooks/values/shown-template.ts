import type { PlaybookNode } from '@tocsin/engine/playbook/index.ts'
import { formatPlaceholder, type ListMode, parseTemplate, type Reference } from '@tocsin/engine/values/index.ts'
import { shownName } from '../edits/shown-name.ts'
import { parseLabel, referenceKey } from './reference-label.ts'

/**
 * A template as people edit it: `{{IP Reputation.output.score | loop}}` in place of the id of the node. Where the name
 * does not lead back to the same node (two of one name, a node that is gone), the id stays.
 */
export function toShownTemplate(stored: string, nodes: readonly PlaybookNode[]): string {
  return replaceParts(stored, (reference, text) => {
    if (reference.ref !== 'node' && reference.ref !== 'responder') return text
    const node = nodes.find((each) => each.id === reference.node)
    if (!node) return text
    const side = reference.ref === 'responder' ? 'responder' : reference.side
    const label = `${shownName(node)}.${side}.${reference.path}`
    const back = parseLabel(label, nodes)
    const mode = modeOf(reference)
    const shown = `{{${label}${mode ? ` | ${mode}` : ''}}}`
    // The name may hold what ends a placeholder; then only the id can be told apart.
    const isWhole = parseTemplate(shown).length === 1
    return back && isWhole && referenceKey(back) === referenceKey(reference) ? shown : text
  })
}

/** The template as it is stored, from what was edited. What cannot be read stays as it was typed. */
export function toStoredTemplate(shown: string, nodes: readonly PlaybookNode[]): string {
  return parseTemplate(shown).reduceRight((text, part) => {
    if (part.kind !== 'unknown') return text
    const inner = part.text.slice(2, -2).trim()
    const found = /^(.*?)\s*\|\s*(loop|combine)$/s.exec(inner)
    const reference = parseLabel(found?.[1] ?? inner, nodes)
    if (!reference) return text
    const mode = found?.[2] === 'loop' ? 'loop' : found?.[2] === 'combine' ? 'combine' : null
    const stored = formatPlaceholder(withMode(reference, mode))
    return text.slice(0, part.start) + stored + text.slice(part.end)
  }, shown)
}

export function modeOf(reference: Reference): ListMode | null {
  return 'mode' in reference ? (reference.mode ?? null) : null
}

export function withMode(reference: Reference, mode: ListMode | null): Reference {
  if (reference.ref === 'responder') return reference
  return { ...reference, mode: mode ?? undefined }
}

/** The template with the placeholder that begins at `start` used in another way (PLC-07). */
export function changeMode(stored: string, start: number, mode: ListMode | null): string {
  return replaceParts(stored, (reference, text, at) =>
    at === start ? formatPlaceholder(withMode(reference, mode)) : text,
  )
}

function replaceParts(text: string, replace: (reference: Reference, text: string, start: number) => string): string {
  return parseTemplate(text).reduceRight((each, part) => {
    if (part.kind !== 'reference') return each
    const own = text.slice(part.start, part.end)
    return each.slice(0, part.start) + replace(part.reference, own, part.start) + each.slice(part.end)
  }, text)
}
