import type { Comparison, QueryValue } from '@tocsin/contracts/query/index.ts'
import type { RawBuilder } from 'kysely'

/** The operators that are not the negation of another one. */
export type Plain = Exclude<Comparison, '!=' | '!~'>

/**
 * What a field name of the query language means in SQL. `sql` is a column or an expression over one row, null where
 * the record has no value. Texts compare without regard to case; of several values (`list`) one has to match.
 */
export type QueryField = { label?: string } & (
  | { kind: 'text' | 'number' | 'moment' | 'boolean'; sql: RawBuilder<unknown> }
  /**
   * A text out of a list of values (`choice`) or a `text[]` of such (`list`). Where `values` are known, equality can
   * use an index; with `ordered` they stand from low to high and can be compared.
   */
  | { kind: 'choice'; sql: RawBuilder<unknown>; values?: readonly string[]; ordered?: boolean }
  | { kind: 'list'; sql: RawBuilder<unknown>; values?: readonly string[] }
  /** `sql` is the user's id (uuid); `name` is what people call him. `me` is whoever asks. */
  | { kind: 'user'; sql: RawBuilder<unknown>; name: RawBuilder<unknown> }
  /** Several users: `ids` is a `uuid[]`, `names` a `text[]`. */
  | { kind: 'people'; ids: RawBuilder<unknown>; names: RawBuilder<unknown> }
  /** A text that names the record itself; equality also takes its number, `id`. */
  | { kind: 'reference'; sql: RawBuilder<unknown>; id: RawBuilder<unknown> }
  /** Compared in a way of its own, where only that can use an index. `compare` throws QueryError for a wrong value. */
  | {
      kind: 'own'
      compare: (operator: Plain, value: QueryValue) => RawBuilder<boolean>
      isEmpty: RawBuilder<boolean>
    }
)

/** What can be asked of one list. */
export interface QueryCatalogue {
  /** By internal name. */
  fields: Readonly<Record<string, QueryField>>
  /** Texts in which bare words are searched; a field of its own kind is asked with `~`. */
  searched: readonly (RawBuilder<unknown> | Extract<QueryField, { kind: 'own' }>)[]
}

export interface QueryAsker {
  now: Date
  /** Null for a machine: `me` is nobody. */
  userId: string | null
}

/** The field that a query means by a name, in any letter case: its internal name or else its label. */
export function findField(catalogue: QueryCatalogue, name: string): QueryField | undefined {
  const wanted = name.toLowerCase()
  const entries = Object.entries(catalogue.fields)
  const found =
    entries.find(([internal]) => internal.toLowerCase() === wanted) ??
    entries.find(([, field]) => field.label?.toLowerCase() === wanted)
  return found?.[1]
}
