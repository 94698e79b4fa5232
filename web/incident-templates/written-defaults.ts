import type { FieldDescription } from '@tocsin/contracts/incident.ts'
import type { Json } from '@tocsin/contracts/lists.ts'
import { inputValue } from '../custom-fields/index.ts'

type Defaults = Record<string, Json>

/** Fields a template can fill in: not those the product sets, nor the Incident ID, which the label gives. */
export function fillableFields(fields: FieldDescription[]): FieldDescription[] {
  return fields.filter(({ readOnly, internalName }) => !readOnly && internalName !== 'incidentid')
}

/** The defaults as their inputs take them, each a row of the form. */
export function draftDefaults(fields: FieldDescription[], defaults: Defaults): Defaults {
  const rows = fillableFields(fields).filter(({ internalName }) => internalName in defaults)
  return Object.fromEntries(rows.map((field) => [field.internalName, inputValue(field, defaults[field.internalName])]))
}

/** The rows as they are sent; a row left empty fills in nothing. */
export function writtenDefaults(fields: FieldDescription[], draft: Defaults): Defaults {
  const isEmpty = (value: Json) => value === null || value === '' || (Array.isArray(value) && value.length === 0)
  const known = new Set(fields.map(({ internalName }) => internalName))
  return Object.fromEntries(Object.entries(draft).filter(([name, value]) => known.has(name) && !isEmpty(value)))
}
