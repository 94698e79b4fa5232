import type { FieldDescription } from '@tocsin/contracts/incident.ts'
import type { QueryField } from '../ui/index.ts'

const kinds: Record<FieldDescription['type'], QueryField['kind']> = {
  text: 'text',
  html: 'text',
  ip: 'text',
  tags: 'text',
  list: 'choice',
  multilist: 'choice',
  numeric: 'number',
  integer: 'number',
  checkbox: 'flag',
  datetime: 'time',
  user: 'user',
}

/** The fields of a section as the query bar completes them (INC-20). */
export function queryFields(fields: FieldDescription[], userNames: string[] = []): QueryField[] {
  return fields.map((field) => ({
    name: field.internalName,
    label: field.name,
    kind: kinds[field.type],
    values: field.type === 'user' ? userNames : activeOptions(field),
  }))
}

/** Values that can be chosen; retired ones stay on old records only (CF-20). */
export function activeOptions(field: Pick<FieldDescription, 'options'>): string[] {
  return field.options.filter((option) => !option.retired).map((option) => option.label)
}
