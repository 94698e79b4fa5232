import type { Json } from '@tocsin/contracts'

/**
 * `opt_N` numbers differ from instance to instance; in content a field is known by its content id (FLT-31). Both
 * directions walk the whole document: references as objects, and placeholders inside of texts.
 */
export type FieldNames = ReadonlyMap<string, string>

const LOCAL = /opt_\d+/
const SYMBOLIC = /field:[0-9a-f-]{36}/
const scopes = new Set(['incident', 'triage'])

/** `opt_3` → `field:<id>`. `unknown` collects numbers that name no field. */
export function toSymbolic(document: Json, names: FieldNames, unknown: Set<string>): Json {
  return rewrite(document, LOCAL, (name) => translate(name, names, unknown, (id) => `field:${id}`))
}

/** `field:<id>` → `opt_3`. `unknown` collects ids that are not here. */
export function toLocal(document: Json, names: FieldNames, unknown: Set<string>): Json {
  return rewrite(document, SYMBOLIC, (name) =>
    translate(name.slice('field:'.length), names, unknown, (local) => local, name),
  )
}

/** The content ids that a symbolic document refers to. */
export function fieldsIn(document: Json): string[] {
  const found = new Set<string>()
  rewrite(document, SYMBOLIC, (name) => {
    found.add(name.slice('field:'.length))
    return name
  })
  return [...found].sort()
}

function translate(
  key: string,
  names: FieldNames,
  unknown: Set<string>,
  write: (found: string) => string,
  whole = key,
): string {
  const found = names.get(key)
  if (found !== undefined) return write(found)
  unknown.add(key)
  return whole
}

function rewrite(value: Json, name: RegExp, replace: (name: string) => string): Json {
  if (typeof value === 'string') return rewriteText(value, name, replace)
  if (Array.isArray(value)) return value.map((each) => rewrite(each, name, replace))
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([key, each]): [string, Json] => [key, rewrite(each, name, replace)])
  const written: Record<string, Json> = Object.fromEntries(entries)
  if (typeof value.ref === 'string' && scopes.has(value.ref) && typeof value.path === 'string') {
    written.path = value.path.replace(new RegExp(`^${name.source}`), replace)
  }
  return written
}

function rewriteText(text: string, name: RegExp, replace: (name: string) => string): string {
  if (!text.includes('{{')) return text
  const placeholder = new RegExp(`(\\{\\{\\s*(?:incident|triage)\\.)(${name.source})`, 'g')
  return text.replaceAll(placeholder, (_whole, before: string, found: string) => before + replace(found))
}
