import type { Json } from '@tocsin/contracts'
import type {
  CustomField,
  CustomFieldType,
  DefaultField,
  FieldOption,
  FieldSection,
} from '@tocsin/contracts/custom-field.ts'
import type { FieldDescription } from '@tocsin/contracts/incident.ts'

export type FieldType = DefaultField['type']

/** A field of a section as the server knows it, default or own. */
export interface Field {
  id: string
  section: FieldSection
  internalName: string
  custom: boolean
  name: string
  type: FieldType
  options: FieldOption[]
  required: boolean
  readOnly: boolean
  useAsFilter: boolean
  useInNotifications: boolean
  defaultValue: Json
  help: string
  position: number
  version: number
}

export function toCustomField(field: Field): CustomField {
  const { custom: _custom, readOnly: _readOnly, type, ...rest } = field
  return { ...rest, type: type as CustomFieldType }
}

export function toDefaultField(field: Field): DefaultField {
  const { custom: _custom, useInNotifications: _notifications, ...rest } = field
  return rest
}

const unsortable: readonly FieldType[] = ['html', 'multilist', 'tags']

/** Whether a list can be ordered by the field. */
export function isSortable(field: Field): boolean {
  return !unsortable.includes(field.type)
}

export function describeField(field: Field): FieldDescription {
  return {
    internalName: field.internalName,
    name: field.name,
    type: field.type,
    options: field.options,
    required: field.required,
    readOnly: field.readOnly,
    useAsFilter: field.useAsFilter,
    defaultValue: field.defaultValue,
    sortable: isSortable(field),
    help: field.help,
    custom: field.custom,
  }
}
