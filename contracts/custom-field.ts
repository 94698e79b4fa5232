import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { syncState } from './fleet.ts'
import { idParam, json } from './lists.ts'

/** Where a field is used (CF-01). */
export const fieldSection = z.enum(['incidents', 'triage'])
export type FieldSection = z.infer<typeof fieldSection>

/** What a custom field can hold (CF-08, the first six). */
export const customFieldType = z.enum(['text', 'list', 'numeric', 'checkbox', 'datetime', 'ip'])
export type CustomFieldType = z.infer<typeof customFieldType>

export const customFieldTypeNames: Record<CustomFieldType, string> = {
  text: 'Text',
  list: 'List',
  numeric: 'Numeric textbox',
  checkbox: 'Checkbox',
  datetime: 'Date & time',
  ip: 'IP address',
}

/** Of these many fields a section can have, deleted ones included (CF-05, CF-06). */
export const CUSTOM_FIELD_LIMIT = 100

/** A value of a list. The id stays when the label changes; a retired one remains on old records (CF-20). */
export const fieldOption = z.object({
  id: z.string(),
  label: z.string(),
  retired: z.boolean(),
  /** Came with the product: can be renamed, not retired (CF-03). */
  shipped: z.boolean(),
})
export type FieldOption = z.infer<typeof fieldOption>

export const customField = z.object({
  /** The same at every instance that has this field (MSSP-44). */
  id: z.string(),
  section: fieldSection,
  name: z.string(),
  /** `opt_N` by order of creation in the section, never used twice (CF-07). */
  internalName: z.string(),
  type: customFieldType,
  options: z.array(fieldOption),
  required: z.boolean(),
  useAsFilter: z.boolean(),
  useInNotifications: z.boolean(),
  defaultValue: json,
  /** Shown with the field (CF-15). */
  help: z.string(),
  /** Order on all forms (CF-16). */
  position: z.number().int(),
  version: z.number().int(),
  /** At a console: whether every tenant it was pushed to has exactly this field (MSSP-40, MSSP-41). */
  sync: syncState.optional(),
})
export type CustomField = z.infer<typeof customField>

/**
 * A field that every record has from the start: it can be renamed, and values can be added to its list, but it
 * cannot be deleted (CF-02). Its options are empty where it is no list.
 */
export const defaultField = z.object({
  id: z.string(),
  section: fieldSection,
  name: z.string(),
  internalName: z.string(),
  type: z.enum([...customFieldType.options, 'multilist', 'html', 'tags', 'user', 'integer']),
  options: z.array(fieldOption),
  required: z.boolean(),
  /** Set by the product only. */
  readOnly: z.boolean(),
  useAsFilter: z.boolean(),
  defaultValue: json,
  help: z.string(),
  position: z.number().int(),
  version: z.number().int(),
})
export type DefaultField = z.infer<typeof defaultField>

const name = z.string().trim().min(1).max(255)
const optionLabel = z.string().trim().min(1).max(255)

/** Options as written: with an id an existing one is kept or renamed, without it a new one is added. */
export const writtenOption = z.object({
  id: z.string().max(100).optional(),
  label: optionLabel,
  retired: z.boolean().optional(),
})
const options = z
  .array(writtenOption)
  .max(1000)
  .refine(
    (list) => new Set(list.map((each) => each.label.toLowerCase())).size === list.length,
    'two values have the same name',
  )

const written = {
  required: z.boolean().optional(),
  useAsFilter: z.boolean().optional(),
  useInNotifications: z.boolean().optional(),
  defaultValue: json.optional(),
  help: z.string().max(4000).optional(),
}

export const listCustomFields = endpoint({
  name: 'listCustomFields',
  method: 'GET',
  path: '/custom-fields',
  summary: 'Own fields of a section in the order of its forms, its default fields, and how many are free (CF-05)',
  capability: 'signed-in',
  query: z.object({ section: fieldSection }),
  response: z.object({
    items: z.array(customField),
    defaults: z.array(defaultField),
    limit: z.number().int(),
    free: z.number().int(),
  }),
})

export const createCustomField = endpoint({
  name: 'createCustomField',
  method: 'POST',
  path: '/custom-fields',
  summary: 'Add a field; `section` also as a query parameter (CF-04)',
  capability: 'custom-field.configure',
  query: z.object({ section: fieldSection.optional() }),
  body: z.object({
    section: fieldSection.optional(),
    name,
    type: customFieldType,
    /** Values of a list: texts, or objects with a label. */
    options: z
      .preprocess(
        (list) =>
          Array.isArray(list) ? list.map((each) => (typeof each === 'string' ? { label: each } : each)) : list,
        options,
      )
      .optional(),
    ...written,
  }),
  status: 201,
  response: customField,
  errors: ['name_taken', 'limit_reached'],
})

export const changeCustomField = endpoint({
  name: 'changeCustomField',
  method: 'PATCH',
  path: '/custom-fields/{id}',
  summary:
    'Change an own or a default field; the type stays (CF-04). `options` is the whole list: what is missing is retired',
  capability: 'custom-field.configure',
  params: idParam,
  body: z.object({
    version: z.number().int().optional(),
    name: name.optional(),
    options: options.optional(),
    ...written,
  }),
  response: z.union([customField, defaultField]),
  errors: ['not_found', 'name_taken', 'stale_version', 'wrong_state'],
})

export const orderCustomFields = endpoint({
  name: 'orderCustomFields',
  method: 'PUT',
  path: '/custom-fields/order',
  summary: 'Set the order of all own fields of a section (CF-16)',
  capability: 'custom-field.configure',
  body: z.object({ section: fieldSection, ids: z.array(z.string().max(100)).max(1000) }),
  response: z.object({ items: z.array(customField) }),
  errors: ['not_found', 'wrong_state'],
})

export const deleteCustomField = endpoint({
  name: 'deleteCustomField',
  method: 'DELETE',
  path: '/custom-fields/{id}',
  summary: 'Delete an own field; its slot is not given again and its data stays (CF-06)',
  capability: 'custom-field.configure',
  params: idParam,
  status: 204,
  response: z.undefined(),
  errors: ['not_found', 'wrong_state'],
})
