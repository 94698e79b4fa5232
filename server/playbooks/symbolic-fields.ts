import type { Json } from '@tocsin/contracts'
import { fieldKey, renameFields } from './fields-of-graph.ts'

/**
 * `opt_N` numbers differ from instance to instance, and incidents and triage events count their own; in content a
 * field is known by its content id (FLT-31). Both directions walk the whole document: references as objects, and
 * placeholders inside of texts.
 */
const SYMBOLIC = /field:[0-9a-f-]{36}/
const scopes = new Set(['incident', 'triage'])

/** `opt_3` → `field:<id>`. `ids` by section and number as `fieldKey` writes them; a number that names no field stays. */
export function toSymbolic(document: Json, ids: ReadonlyMap<string, string>): Json {
  return renameFields(document, (use) => {
    const id = ids.get(fieldKey(use))
    return id === undefined ? use.internalName : `field:${id}`
  })
}

/** `field:<id>` → `opt_3`. `unknown` collects ids that are not here. */
export function toLocal(document: Json, names: ReadonlyMap<string, string>, unknown: Set<string>): Json {
  return rewrite(document, (name) => {
    const id = name.slice('field:'.length)
    const local = names.get(id)
    if (local !== undefined) return local
    unknown.add(id)
    return name
  })
}

/** The content ids that a symbolic document refers to. */
export function fieldsIn(document: Json): string[] {
  const found = new Set<string>()
  rewrite(document, (name) => {
    found.add(name.slice('field:'.length))
    return name
  })
  return [...found].sort()
}

function rewrite(value: Json, replace: (name: string) => string): Json {
  if (typeof value === 'string') return rewriteText(value, replace)
  if (Array.isArray(value)) return value.map((each) => rewrite(each, replace))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, each]): [string, Json] => [key, rewrite(each, replace)])
  const written: Record<string, Json> = Object.fromEntries(entries)
  if (typeof value.ref === 'string' && scopes.has(value.ref) && typeof value.path === 'string') {
    written.path = value.path.replace(new RegExp(`^${SYMBOLIC.source}`), replace)
  }
  return written
}

function rewriteText(text: string, replace: (name: string) => string): string {
  if (!text.includes('{{')) return text
  const placeholder = new RegExp(`(\\{\\{\\s*(?:incident|triage)\\.)(${SYMBOLIC.source})`, 'g')
  return text.replaceAll(placeholder, (_whole, before: string, found: string) => before + replace(found))
}
