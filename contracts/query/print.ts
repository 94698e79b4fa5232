import type { Query, QueryValue } from './ast.ts'

/** A text as a value of the query language, in quotes where it needs them. */
export function quoteValue(text: string): string {
  const bare = /^[\w.@/][\w.@/-]*$/.test(text) && !/^(and|or|not|me|now|today)$/i.test(text)
  return bare ? text : `"${text.replaceAll(/["\\]/g, '\\$&')}"`
}

/** A query as text that parses to the same tree. */
export function printQuery(query: Query): string {
  switch (query.kind) {
    case 'and':
    case 'or':
      return query.parts.map(inParentheses).join(query.kind === 'and' ? ' AND ' : ' OR ')
    case 'not':
      return `NOT ${inParentheses(query.part)}`
    case 'compare':
      return `${quoteName(query.field.name)} ${query.operator} ${printValue(query.value)}`
    case 'in':
      return `${quoteName(query.field.name)} ${query.negated ? 'NOT ' : ''}IN (${query.values.map(printValue).join(', ')})`
    case 'empty':
      return `${quoteName(query.field.name)} IS ${query.negated ? 'NOT ' : ''}EMPTY`
    case 'text':
      return printValue(query.value)
  }
}

function inParentheses(query: Query): string {
  return query.kind === 'and' || query.kind === 'or' ? `(${printQuery(query)})` : printQuery(query)
}

function printValue(value: QueryValue): string {
  return value.quoted ? `"${value.text.replaceAll(/["\\]/g, '\\$&')}"` : value.text
}

function quoteName(name: string): string {
  return /^\w+$/.test(name) && !/^(and|or|not)$/i.test(name) ? name : `"${name.replaceAll(/["\\]/g, '\\$&')}"`
}
