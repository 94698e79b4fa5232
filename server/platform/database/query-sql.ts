import { parseQuery, type Query, QueryError, type QueryValue } from '@tocsin/contracts/query/index.ts'
import { type RawBuilder, sql } from 'kysely'
import { Failure } from '../failure.ts'
import { containing } from '../lists/keyset.ts'
import { findField, type QueryAsker, type QueryCatalogue, type QueryField } from './query-catalogue.ts'
import { compare, wrong } from './query-compare.ts'

export type { Plain, QueryAsker, QueryCatalogue, QueryField } from './query-catalogue.ts'

/**
 * A query as an SQL condition with bound values only; true for an empty one (INC-20 … INC-23). Throws `invalid_query`
 * with the column, from 1, at which it is wrong (INC-24).
 */
export function compileQuery(
  text: string | undefined,
  catalogue: QueryCatalogue,
  asker: QueryAsker,
): RawBuilder<boolean> {
  return located(() => {
    const query = read(text, catalogue)
    return query === null ? sql<boolean>`true` : compile(query, { catalogue, asker })
  })
}

/** Whether a query asks for a field, under any of its names. Throws `invalid_query` like `compileQuery`. */
export function mentions(text: string | undefined, catalogue: QueryCatalogue, internalName: string): boolean {
  const wanted = catalogue.fields[internalName]
  const visit = (part: Query): boolean => {
    if ('parts' in part) return part.parts.some(visit)
    if ('part' in part) return visit(part.part)
    return 'field' in part && findField(catalogue, part.field.name) === wanted
  }
  return located(() => {
    const query = read(text, catalogue)
    return query !== null && wanted !== undefined && visit(query)
  })
}

function read(text: string | undefined, catalogue: QueryCatalogue): Query | null {
  if (text === undefined) return null
  // PostgreSQL takes no NUL character, and nothing that is stored has one.
  return parseQuery(text.replaceAll('\u0000', ' '), (name) => findField(catalogue, name) !== undefined)
}

function located<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof QueryError)) throw error
    const column = error.offset + 1
    throw new Failure('invalid_query', `The query is wrong at character ${column}: ${error.message}`, [
      { path: 'query', column, message: error.message },
    ])
  }
}

interface Scope {
  catalogue: QueryCatalogue
  asker: QueryAsker
}

function compile(query: Query, scope: Scope): RawBuilder<boolean> {
  switch (query.kind) {
    case 'and':
    case 'or': {
      const parts = query.parts.map((part) => compile(part, scope))
      return sql`(${sql.join(parts, query.kind === 'and' ? sql` and ` : sql` or `)})`
    }
    case 'not':
      return negate(compile(query.part, scope))
    case 'text':
      return search(query.value, scope.catalogue.searched)
    case 'empty': {
      const empty = isEmpty(fieldOf(query.field.name, scope))
      return query.negated ? negate(empty) : empty
    }
    case 'in': {
      const field = fieldOf(query.field.name, scope)
      const each = query.values.map((value) => compare(field, '=', value, scope.asker))
      const any = sql<boolean>`(${sql.join(each, sql` or `)})`
      return query.negated ? negate(any) : any
    }
    case 'compare': {
      const field = fieldOf(query.field.name, scope)
      if (query.operator === '!=') return negate(compare(field, '=', query.value, scope.asker))
      if (query.operator === '!~') return negate(compare(field, '~', query.value, scope.asker))
      return compare(field, query.operator, query.value, scope.asker)
    }
  }
}

/** Not SQL's `not`: over an unset value a condition is null, and its negation has to hold. */
function negate(condition: RawBuilder<boolean>): RawBuilder<boolean> {
  return sql`((${condition}) is not true)`
}

function fieldOf(name: string, { catalogue }: Scope): QueryField {
  const field = findField(catalogue, name)
  if (!field) throw new Error(`The parser let the unknown field ${name} pass.`)
  return field
}

function search(value: QueryValue, searched: QueryCatalogue['searched']): RawBuilder<boolean> {
  if (searched.length === 0) throw wrong(value, 'This list has no text to search. Write a condition over a field.')
  const pattern = containing(value.text)
  const each = searched.map((text) =>
    'kind' in text ? text.compare('~', value) : sql<boolean>`${text} ilike ${pattern}`,
  )
  return sql`(${sql.join(each, sql` or `)})`
}

function isEmpty(field: QueryField): RawBuilder<boolean> {
  if (field.kind === 'text' || field.kind === 'choice' || field.kind === 'reference') {
    return sql`(coalesce(${field.sql}, '') = '')`
  }
  if (field.kind === 'list') return sql`(coalesce(cardinality(${field.sql}), 0) = 0)`
  if (field.kind === 'own') return field.isEmpty
  if (field.kind === 'people') return sql`(coalesce(cardinality(${field.ids}), 0) = 0)`
  return sql`(${field.sql} is null)`
}
