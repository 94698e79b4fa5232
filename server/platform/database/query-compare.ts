import { QueryError, type QueryValue, readTimeSpan } from '@tocsin/contracts/query/index.ts'
import { type RawBuilder, sql } from 'kysely'
import { containing } from '../lists/keyset.ts'
import type { Plain, QueryAsker, QueryField } from './query-catalogue.ts'

/** `field operator value` as SQL; null or false where it does not hold. Throws `QueryError` for a value of the wrong kind. */
export function compare(field: QueryField, operator: Plain, value: QueryValue, asker: QueryAsker): RawBuilder<boolean> {
  switch (field.kind) {
    case 'text':
      return compareText(field.sql, operator, value)
    case 'choice':
      return compareChoice(field, operator, value)
    case 'list':
      return compareList(field, operator, value)
    case 'number':
      return compareNumber(field.sql, operator, value)
    case 'moment':
      return compareMoment(field.sql, operator, value, asker.now)
    case 'boolean':
      return compareBoolean(field.sql, operator, value)
    case 'user':
      if (operator === '=' && isMe(value)) return sql`(${field.sql} = ${asker.userId}::uuid)`
      if (operator !== '=') return compareText(field.name, operator, value)
      return sql`(${compareText(field.name, operator, value)} or ${field.sql}::text = ${value.text})`
    case 'people':
      if (operator === '=' && isMe(value)) return sql`(${asker.userId}::uuid = any(${field.ids}))`
      return compareList({ kind: 'list', sql: field.names }, operator, value)
    case 'reference':
      if (operator !== '=' || !/^\d{1,15}$/.test(value.text)) return compareText(field.sql, operator, value)
      return sql`(${compareText(field.sql, operator, value)} or ${field.id} = ${value.text}::bigint)`
    case 'own':
      return field.compare(operator, value)
  }
}

function isMe(value: QueryValue): boolean {
  return !value.quoted && value.text.toLowerCase() === 'me'
}

function compareText(text: RawBuilder<unknown>, operator: Plain, value: QueryValue): RawBuilder<boolean> {
  if (operator === '=') return sql`(lower(${text}) = lower(${value.text}))`
  if (operator === '~') return sql`(${text} ilike ${containing(value.text)})`
  throw wrong(value, `${operator} compares numbers and times; for texts there are =, !=, ~ and !~.`)
}

function compareChoice(
  field: Extract<QueryField, { kind: 'choice' }>,
  operator: Plain,
  value: QueryValue,
): RawBuilder<boolean> {
  const known = spelt(value.text, field.values)
  if (operator === '=' && known !== undefined) return sql`(${field.sql} = ${known})`
  if (operator === '=' || operator === '~' || !field.ordered || !field.values) {
    return compareText(field.sql, operator, value)
  }
  if (known === undefined) throw wrong(value, `"${value.text}" is none of ${field.values.join(', ')}.`)
  const rank = field.values.indexOf(known) + 1
  return sql`(array_position(${field.values}::text[], ${field.sql}) ${sql.raw(operator)} ${rank})`
}

function compareList(
  field: Extract<QueryField, { kind: 'list' }>,
  operator: Plain,
  value: QueryValue,
): RawBuilder<boolean> {
  const known = spelt(value.text, field.values)
  if (operator === '=' && known !== undefined) return sql`(${field.sql} @> ${[known]}::text[])`
  const holds = compareText(sql`element`, operator, value)
  return sql`exists (select from unnest(${field.sql}) as element where ${holds})`
}

/** The value as the list spells it. */
function spelt(text: string, values: readonly string[] | undefined): string | undefined {
  return values?.find((each) => each.toLowerCase() === text.toLowerCase())
}

function compareNumber(number: RawBuilder<unknown>, operator: Plain, value: QueryValue): RawBuilder<boolean> {
  if (operator === '~') throw wrong(value, '~ searches in texts; this field is a number.')
  if (!/^[+-]?(\d{1,300}(\.\d{0,300})?|\.\d{1,300})$/.test(value.text)) {
    throw wrong(value, `"${value.text}" is not a number.`)
  }
  return sql`(${number} ${sql.raw(operator)} ${value.text}::numeric)`
}

function compareMoment(
  moment: RawBuilder<unknown>,
  operator: Plain,
  value: QueryValue,
  now: Date,
): RawBuilder<boolean> {
  const span = readTimeSpan(value.text, now)
  if (!span) throw wrong(value, `"${value.text}" is no time. Write 2026-01-31, 2026-01-31T10:00, -7d, today or now.`)
  switch (operator) {
    case '=':
      return sql`(${moment} >= ${span.from}::timestamptz and ${moment} < ${span.to}::timestamptz)`
    case '>':
      return sql`(${moment} >= ${span.to}::timestamptz)`
    case '>=':
      return sql`(${moment} >= ${span.from}::timestamptz)`
    case '<':
      return sql`(${moment} < ${span.from}::timestamptz)`
    case '<=':
      return sql`(${moment} < ${span.to}::timestamptz)`
    case '~':
      throw wrong(value, '~ searches in texts; this field is a time.')
  }
}

function compareBoolean(flag: RawBuilder<unknown>, operator: Plain, value: QueryValue): RawBuilder<boolean> {
  if (operator !== '=') throw wrong(value, 'A checkbox is compared with = or !=.')
  const text = value.text.toLowerCase()
  if (!['true', 'yes', 'false', 'no'].includes(text)) throw wrong(value, `"${value.text}" is neither true nor false.`)
  return sql`(${flag} = ${text === 'true' || text === 'yes'})`
}

/** A refusal that points to the value. */
export function wrong(value: QueryValue, message: string): QueryError {
  return new QueryError(message, value.start, value.end - value.start)
}
