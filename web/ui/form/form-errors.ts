import type { ErrorDetail } from '@tocsin/contracts/errors.ts'

export interface FormErrors {
  /** Message by field name. */
  fields: Record<string, string>
  /** Messages that belong to no field of this form. */
  other: string[]
}

/**
 * The field a path of the server or of a schema is about: `body.settings.port` and `/settings/port` are `settings`.
 * `fields.opt_3` is `opt_3` where a form has the fields of a catalogue at its top.
 */
export function fieldOf(path: string, fields: string[]): string | null {
  const parts = path.split(/[./[\]]+/).filter(Boolean)
  if (parts[0] === 'body' && !fields.includes('body')) parts.shift()
  if (parts[0] === 'fields' && !fields.includes('fields')) parts.shift()
  for (let length = parts.length; length > 0; length--) {
    const name = parts.slice(0, length).join('.')
    if (fields.includes(name)) return name
  }
  return null
}

/** Puts each detail at the field it is about; the first of a field wins. */
export function placeErrors(details: ErrorDetail[], fields: string[]): FormErrors {
  const placed: FormErrors = { fields: {}, other: [] }
  for (const { path, message } of details) {
    const field = path ? fieldOf(path, fields) : null
    if (field === null) placed.other.push(path ? `${path}: ${message}` : message)
    else placed.fields[field] ??= message
  }
  return placed
}
