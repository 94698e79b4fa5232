import type { ColumnType, Generated } from 'kysely'

/**
 * The tables of one instance's schema. Each module adds its own by declaration merging, so that a table's type lives
 * with its word.
 */
export interface Tables {
  events: EventTable
  idempotency_keys: IdempotencyKeyTable
}

export interface EventTable {
  id: Generated<number>
  type: string
  occurred_at: ColumnType<Date, Date | undefined, never>
  actor: Document
  subject_kind: string
  subject_id: string
  parent_kind: string | null
  parent_id: string | null
  before: Document | null
  after: Document | null
  request_id: string | null
}

export interface IdempotencyKeyTable {
  key: string
  actor_id: string
  request_hash: string
  status: number
  response: Document | null
  created_at: Generated<Date>
}

/** A jsonb column: read as a value, written as JSON text. */
export type Document<T = unknown> = ColumnType<T, string, string>
/** A jsonb column that has a default. */
export type DefaultDocument<T = unknown> = ColumnType<T, string | undefined, string>
/** A timestamptz column that the database fills in. */
export type Stamp = ColumnType<Date, Date | string | undefined, Date | string>
