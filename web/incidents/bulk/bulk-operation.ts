import type { BulkOperation, FieldDescription } from '@tocsin/contracts/incident.ts'
import type { Json } from '@tocsin/contracts/lists.ts'
import { writtenValue } from '../../custom-fields/index.ts'

export const bulkKinds = ['change', 'owner', 'close', 'investigator', 'reopen', 'delete', 'restore'] as const
export type BulkKind = (typeof bulkKinds)[number]

/** All that was entered, whichever operation it is for. */
export interface BulkChoice {
  note: string
  user: string | null
  /** Values of the chosen fields as their inputs have them. */
  fields: Record<string, Json>
}

export const nothingChosen: BulkChoice = { note: '', user: null, fields: {} }

/** What kinds of fields are changed in bulk: those where one value makes sense for many (INC-32). */
const bulkTypes = new Set(['list', 'multilist', 'tags', 'text', 'datetime', 'date', 'checkbox', 'numeric', 'integer'])
/** Each has its own operation, or is each incident's own. */
const notInBulk = new Set(['owner', 'status', 'incidentid', 'name'])

export function bulkFields(fields: readonly FieldDescription[]): FieldDescription[] {
  return fields.filter(
    ({ readOnly, type, internalName }) => !readOnly && bulkTypes.has(type) && !notInBulk.has(internalName),
  )
}

/** What is sent; null while something that it needs is not chosen. */
export function bulkOperationOf(
  kind: BulkKind,
  choice: BulkChoice,
  fields: readonly FieldDescription[],
): BulkOperation | null {
  switch (kind) {
    case 'close': {
      const note = choice.note.trim()
      return note === '' ? { kind } : { kind, note }
    }
    case 'owner':
      return { kind: 'change', fields: { owner: choice.user } }
    case 'investigator':
      return choice.user === null ? null : { kind: 'add-investigator', userId: choice.user }
    case 'change': {
      const chosen = fields.filter(({ internalName }) => internalName in choice.fields)
      if (chosen.length === 0) return null
      const written = chosen.map((field) => [
        field.internalName,
        writtenValue(field, choice.fields[field.internalName]),
      ])
      return { kind, fields: Object.fromEntries(written) }
    }
    default:
      return { kind }
  }
}
