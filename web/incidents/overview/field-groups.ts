import type { FieldDescription } from '@tocsin/contracts/incident.ts'

const groupNames = {
  groupIdentity: ['incidentid', 'name', 'owner', 'tags'],
  groupClassification: ['status', 'restriction', 'type', 'incident_kind', 'incident_category', 'purpose'],
  groupTimes: ['starttime', 'endtime', 'openingtime', 'closingtime'],
  groupText: ['description', 'additional_info'],
  groupClosing: ['closing_note'],
} as const

export type FieldGroup = keyof typeof groupNames | 'groupOwn'

/** Fields that pages show in their own way, not as a value. */
const hidden = ['is_deleted']

/**
 * Every field under the heading it belongs to; own ones, and any the product learns later, come together at the end.
 * Groups without a field are left out.
 */
export function fieldGroups(fields: FieldDescription[]): { group: FieldGroup; fields: FieldDescription[] }[] {
  const shown = fields.filter(({ internalName }) => !hidden.includes(internalName))
  const known = Object.entries(groupNames).map(([group, names]) => ({
    group: group as FieldGroup,
    fields: names.flatMap((name) => shown.find(({ internalName }) => internalName === name) ?? []),
  }))
  const placed = new Set(known.flatMap((one) => one.fields))
  const rest = { group: 'groupOwn' as const, fields: shown.filter((field) => !placed.has(field)) }
  return [...known, rest].filter((one) => one.fields.length > 0)
}
