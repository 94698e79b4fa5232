import { type RawBuilder, sql } from 'kysely'
import { Failure } from '../failure.ts'

/** The order of a list: one sort key that is never null, and the id that makes it unambiguous. */
export interface ListOrder {
  key: RawBuilder<unknown>
  /** PostgreSQL type of the key, such as `timestamptz`. */
  keyType: string
  id: RawBuilder<unknown>
  idType: string
  descending: boolean
}

export interface Keyset {
  /** Only rows after the cursor; true on the first page. */
  after: RawBuilder<boolean>
  orderBy: RawBuilder<unknown>
  /** The key as text, selected as a column so that `nextCursor` can be made of it. */
  sortKey: RawBuilder<string>
}

/** The parts of a query that page through a list at the same cost on every page. Throws `invalid_input` on a foreign cursor. */
export function keyset(order: ListOrder, cursor: string | undefined): Keyset {
  const direction = sql.raw(order.descending ? 'desc' : 'asc')
  const beyond = sql.raw(order.descending ? '<' : '>')
  const position = cursor === undefined ? null : readCursor(cursor)
  return {
    after: position
      ? sql<boolean>`(${order.key}, ${order.id}) ${beyond} (${position[0]}::text::${sql.raw(order.keyType)}, ${position[1]}::text::${sql.raw(order.idType)})`
      : sql<boolean>`true`,
    orderBy: sql`${order.key} ${direction}, ${order.id} ${direction}`,
    sortKey: sql<string>`(${order.key})::text`,
  }
}

/** The cursor behind the last row of a full page, or null when the page was not full. */
export function nextCursor(rows: readonly { sort_key: string; id: string | number }[], limit: number): string | null {
  const last = rows.at(-1)
  if (!last || rows.length < limit) return null
  return Buffer.from(JSON.stringify([last.sort_key, String(last.id)])).toString('base64url')
}

function readCursor(cursor: string): [string, string] {
  try {
    const [key, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (typeof key === 'string' && typeof id === 'string') return [key, id]
  } catch {
    // Reported below with everything else that is not a cursor.
  }
  throw new Failure('invalid_input', 'This cursor is not one of ours. Load the first page again.', [
    { path: 'cursor', message: 'is not a cursor of this list' },
  ])
}

/** Splits `-createdAt` into field and direction. Throws `invalid_input` naming the fields a list can be sorted by. */
export function readSort<Field extends string>(
  sort: string | undefined,
  fields: readonly Field[],
  usual: Field,
  usuallyDescending: boolean,
): { field: Field; descending: boolean } {
  if (sort === undefined) return { field: usual, descending: usuallyDescending }
  const name = sort.replace(/^-/, '')
  const field = fields.find((each) => each === name)
  if (!field) {
    throw new Failure('invalid_input', `This list cannot be sorted by "${name}", only by ${fields.join(', ')}.`, [
      { path: 'sort', message: `is not one of ${fields.join(', ')}` },
    ])
  }
  return { field, descending: sort.startsWith('-') }
}

/** Text as a LIKE pattern that finds it anywhere. */
export function containing(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`
}
