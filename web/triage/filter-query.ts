import type { FieldDescription } from '@tocsin/contracts/incident.ts'

/** Values of the filter bar by internal name; an empty one filters nothing. */
export type FilterValues = Record<string, string | undefined>

const quoted = (value: string) => `"${value.replace(/[\\"]/g, '\\$&')}"`

/** What one filter asks for: lists and numbers exactly, texts and addresses by a part, times from then on. */
export function filterTerm(field: FieldDescription, value: string): string {
  const name = field.internalName
  switch (field.type) {
    case 'text':
    case 'html':
    case 'ip':
      return `${name} ~ ${quoted(value)}`
    case 'datetime':
      return `${name} >= ${quoted(value)}`
    default:
      return `${name} = ${quoted(value)}`
  }
}

/** The query of the bar and the filters together (TRI-08). The query comes first, so that errors keep their place. */
export function filterQuery(query: string, fields: FieldDescription[], values: FilterValues): string {
  const terms = fields.flatMap((field) => {
    const value = values[field.internalName]?.trim()
    return value ? [filterTerm(field, value)] : []
  })
  if (terms.length === 0) return query
  return [...(query.trim() ? [`(${query})`] : []), ...terms].join(' AND ')
}
