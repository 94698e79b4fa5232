export { CustomFieldsPage } from './CustomFieldsPage.tsx'
export { FieldInput } from './FieldInput.tsx'
export { FieldValue, isBlank, plainText, Words } from './FieldValue.tsx'
export type { FieldColumn } from './field-column.ts'
export {
  changedValues,
  givenValues,
  inputValue,
  inputValues,
  missingFields,
  sameValue,
  writtenValue,
} from './field-values.ts'
export { fromLocalTime, toLocalTime } from './local-time.ts'
export { activeOptions, queryFields } from './query-fields.ts'
export { fieldsQuery, useFields } from './use-fields.ts'
