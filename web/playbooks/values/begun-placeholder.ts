/** A placeholder that is being typed: where it begins, and what of it stands there. */
export interface BegunPlaceholder {
  start: number
  text: string
  /** The last sign has just made it one: the moment to offer what fits. */
  isNew: boolean
}

/** What is begun at the end of a text, after `{{`; null where it is ordinary text, as `\{{` is (PLC-06). */
export function begunPlaceholder(before: string): BegunPlaceholder | null {
  const braces = /(^|[^\\])(\{\{)([^{}]*)$/.exec(before)
  if (!braces) return null
  const text = braces[3] ?? ''
  const start = braces.index + (braces[1]?.length ?? 0)
  return { start, text: text.trimStart(), isNew: text === '' || isGroup(text) }
}

function isGroup(text: string): boolean {
  return /^\s*(incident|artifact|triage|input)\.$/.test(text)
}
