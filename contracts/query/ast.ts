/** A part of the query text: its value and where it stands. Offsets count UTF-16 units from 0; `end` is behind the last. */
export interface Span {
  start: number
  end: number
}

export interface FieldName extends Span {
  /** As typed: an internal name (`opt_3`) or a label (`Incident ID`). */
  name: string
}

export interface QueryValue extends Span {
  text: string
  /** A quoted value is never a word of the language such as `me`, `now` or `-7d`. */
  quoted: boolean
}

export type Comparison = '=' | '!=' | '>' | '>=' | '<' | '<=' | '~' | '!~'

/** A query as a tree (INC-23). A condition over a field that has no value does not hold, its negation does. */
export type Query =
  | { kind: 'and' | 'or'; parts: Query[] }
  | { kind: 'not'; part: Query }
  | { kind: 'compare'; field: FieldName; operator: Comparison; value: QueryValue }
  | { kind: 'in'; field: FieldName; negated: boolean; values: QueryValue[] }
  | { kind: 'empty'; field: FieldName; negated: boolean }
  /** A bare word: searched in the texts of the record. */
  | { kind: 'text'; value: QueryValue }

/** Why a query is not run, and where (INC-24): `offset` into the text, from 0. */
export class QueryError extends Error {
  constructor(
    message: string,
    readonly offset: number,
    readonly length = 1,
  ) {
    super(message)
    this.name = 'QueryError'
  }
}
