import type {
  CustomField,
  CustomFieldType,
  changeCustomField,
  createCustomField,
  DefaultField,
  FieldOption,
  FieldSection,
} from '@tocsin/contracts/custom-field.ts'
import type { BodyInputOf } from '@tocsin/contracts/endpoint.ts'
import type { FieldDescription } from '@tocsin/contracts/incident.ts'
import type { Json } from '@tocsin/contracts/lists.ts'
import { inputValue, writtenValue } from './field-values.ts'

/** A value of a list while its field is edited; `key` is its identity on the screen, new ones have no id. */
export interface OptionDraft extends Partial<Pick<FieldOption, 'id' | 'shipped'>> {
  key: string
  label: string
  retired: boolean
}

export interface FieldDraft {
  name: string
  type: DefaultField['type']
  options: OptionDraft[]
  required: boolean
  useAsFilter: boolean
  useInNotifications: boolean
  defaultValue: Json
  help: string
}

export const isOwn = (field: CustomField | DefaultField): field is CustomField => 'useInNotifications' in field

export const hasOptions = (type: DefaultField['type']) => type === 'list' || type === 'multilist'

export function draftOf(field: CustomField | DefaultField | null): FieldDraft {
  if (!field) {
    return {
      name: '',
      type: 'text',
      options: [],
      required: false,
      useAsFilter: false,
      useInNotifications: false,
      defaultValue: '',
      help: '',
    }
  }
  const draft: FieldDraft = {
    name: field.name,
    type: field.type,
    options: field.options.map((option) => ({ ...option, key: option.id })),
    required: field.required,
    useAsFilter: field.useAsFilter,
    useInNotifications: isOwn(field) && field.useInNotifications,
    defaultValue: null,
    help: field.help,
  }
  return { ...draft, defaultValue: inputValue(describedDraft(draft), field.defaultValue) }
}

/** The draft as forms know fields, for the input of its default value. */
export function describedDraft(draft: FieldDraft): FieldDescription {
  return {
    internalName: '',
    name: draft.name,
    type: draft.type,
    options: draft.options
      .filter((option) => option.label.trim())
      .map(({ key, label, retired }) => ({ id: key, label: label.trim(), retired, shipped: false })),
    required: false,
    readOnly: false,
    useAsFilter: false,
    defaultValue: null,
    sortable: false,
    help: '',
    custom: true,
  }
}

function written(draft: FieldDraft) {
  const filled = draft.options.filter((option) => option.label.trim())
  const options = filled.map(({ id, label, retired }) => ({ ...(id ? { id } : {}), label: label.trim(), retired }))
  return {
    name: draft.name,
    help: draft.help,
    required: draft.required,
    useAsFilter: draft.useAsFilter,
    defaultValue: writtenValue(describedDraft(draft), draft.defaultValue),
    ...(hasOptions(draft.type) ? { options } : {}),
  }
}

export function createBody(section: FieldSection, draft: FieldDraft): BodyInputOf<typeof createCustomField> {
  return {
    ...written(draft),
    section,
    type: draft.type as CustomFieldType,
    useInNotifications: draft.useInNotifications,
  }
}

/** A field that the product sets can only be renamed and explained. */
export function changeBody(
  field: CustomField | DefaultField,
  draft: FieldDraft,
): BodyInputOf<typeof changeCustomField> {
  if (isOwn(field)) return { ...written(draft), version: field.version, useInNotifications: draft.useInNotifications }
  if (field.readOnly) return { version: field.version, name: draft.name, help: draft.help }
  return { ...written(draft), version: field.version }
}
