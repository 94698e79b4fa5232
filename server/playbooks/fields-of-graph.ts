import type { Json } from '@tocsin/contracts'
import type { FieldSection } from '@tocsin/contracts/custom-field.ts'

/** A field of its own that a graph refers to by the number it has in this instance. */
export interface FieldUse {
  section: FieldSection
  /** `opt_3`. */
  internalName: string
}

const sections: Record<string, FieldSection> = { incident: 'incidents', triage: 'triage' }
const wordOf: Record<FieldSection, string> = { incidents: 'incident', triage: 'triage' }

/** How files call a field: `incident.opt_3`. */
export function fieldKey({ section, internalName }: FieldUse): string {
  return `${wordOf[section]}.${internalName}`
}

export function readFieldKey(key: string): FieldUse | null {
  const [, word = '', internalName = ''] = /^(incident|triage)\.(opt_\d+)$/.exec(key) ?? []
  const section = sections[word]
  return section ? { section, internalName } : null
}

/** The own fields that a document refers to, each once. */
export function fieldsOfGraph(document: Json): FieldUse[] {
  const found = new Map<string, FieldUse>()
  renameFields(document, (use) => {
    found.set(fieldKey(use), use)
    return use.internalName
  })
  return [...found.values()]
}

/** The document with other numbers for its own fields, in references and in placeholders inside of texts. */
export function renameFields(document: Json, rename: (use: FieldUse) => string): Json {
  if (typeof document === 'string') return renameInText(document, rename)
  if (Array.isArray(document)) return document.map((each) => renameFields(each, rename))
  if (typeof document !== 'object' || document === null) return document
  const renamed: Record<string, Json> = Object.fromEntries(
    Object.entries(document).map(([key, each]) => [key, renameFields(each, rename)]),
  )
  const section = typeof document.ref === 'string' ? sections[document.ref] : undefined
  if (section && typeof document.path === 'string') {
    renamed.path = document.path.replace(/^opt_\d+/, (internalName) => rename({ section, internalName }))
  }
  return renamed
}

function renameInText(text: string, rename: (use: FieldUse) => string): string {
  if (!text.includes('{{')) return text
  return text.replaceAll(
    /(\{\{\s*)(incident|triage)\.(opt_\d+)/g,
    (_whole, open: string, word: string, internalName: string) => {
      const section = sections[word]
      return section ? `${open}${word}.${rename({ section, internalName })}` : _whole
    },
  )
}
