import type { Json } from '@tocsin/contracts'
import type { CustomFieldType, FieldOption, FieldSection } from '@tocsin/contracts/custom-field.ts'
import type { Field } from './field.ts'

type BodyOption = Omit<FieldOption, 'shipped'>

/** A custom field as it travels: all that is the same at every tenant, without number and order (MSSP-44). */
export interface FieldBody {
  section: FieldSection
  name: string
  type: CustomFieldType
  options: BodyOption[]
  required: boolean
  useAsFilter: boolean
  useInNotifications: boolean
  defaultValue: Json
  help: string
}

export function toFieldBody(field: Field): FieldBody {
  return {
    section: field.section,
    name: field.name,
    type: field.type as CustomFieldType,
    options: field.options.map(({ id, label, retired }) => ({ id, label, retired })),
    required: field.required,
    useAsFilter: field.useAsFilter,
    useInNotifications: field.useInNotifications,
    defaultValue: field.defaultValue,
    help: field.help,
  }
}

/** Our body with the console's id for each value that both have by name and only we have by id: the two are one value. */
export function alignOptions(ours: FieldBody, theirs: FieldBody): FieldBody {
  const oursById = new Set(ours.options.map((option) => option.id))
  const theirsById = new Set(theirs.options.map((option) => option.id))
  const options = ours.options.map((option) => {
    if (theirsById.has(option.id)) return option
    const same = theirs.options.find((each) => each.label.toLowerCase() === option.label.toLowerCase())
    return same && !oursById.has(same.id) ? { ...option, id: same.id } : option
  })
  return { ...ours, options }
}

/** Two values of one name become the first of them; records hold names and notice nothing. */
export function withoutDoubles(options: readonly BodyOption[]): BodyOption[] {
  const seen = new Set<string>()
  return options.filter((option) => {
    const label = option.label.toLowerCase()
    if (seen.has(label)) return false
    seen.add(label)
    return true
  })
}
