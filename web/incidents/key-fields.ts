import type { FieldDescription } from '@tocsin/contracts/incident.ts'

/** Key fields until a user chooses his own (IDT-02). */
export const defaultKeyFields = [
  'status',
  'restriction',
  'owner',
  'type',
  'incident_kind',
  'incident_category',
  'starttime',
  'openingtime',
  'closingtime',
  'tags',
]

/** The chosen fields that still exist, in the user's order. */
export function shownKeyFields(fields: FieldDescription[], chosen: string[]): FieldDescription[] {
  return chosen.flatMap((name) => fields.find((field) => field.internalName === name) ?? [])
}

/** What can be added: neither chosen already nor too long for a narrow column. */
export function addableKeyFields(fields: FieldDescription[], chosen: string[]): FieldDescription[] {
  return fields.filter((field) => field.type !== 'html' && !chosen.includes(field.internalName))
}
