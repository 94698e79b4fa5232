import type { ServerModule } from '../platform/index.ts'
import { customFieldContent } from './custom-field-content.ts'
import { customFieldRoutes } from './custom-field-routes.ts'
import { provisionFields } from './provision-fields.ts'
import './tables.ts'

/**
 * Owns the fields of incidents and triage events, default and own: their names, values and settings. Announces
 * CustomFieldCreated, CustomFieldUpdated, CustomFieldDeleted, CustomFieldsOrdered, and
 * CustomFieldAdopted when a push gives a field the id it has at the console. Who stores values of lists follows
 * CustomFieldUpdated, because records hold labels: see `renamedLabels`.
 */
export const customFields: ServerModule = {
  name: 'custom-fields',
  routes: customFieldRoutes,
  contentKinds: [customFieldContent],
  provision: provisionFields,
}

export type { CustomField } from '@tocsin/contracts/custom-field.ts'
export { createCustomField } from './create-custom-field.ts'
export { customFieldContent } from './custom-field-content.ts'
export { shippedStatus } from './default-fields.ts'
export { type Field, isSortable } from './field.ts'
export { listCustomFields, listFields } from './field-store.ts'
export { renamedLabels, renameIn } from './merge-options.ts'
export { checkFieldValues, type FieldValues, validateFieldValues } from './validate-field-values.ts'
