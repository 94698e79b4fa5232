import type { BodyOf } from '@tocsin/contracts'
import type { SavedQuery, saveQuery as saveContract } from '@tocsin/contracts/saved-query.ts'
import { type Selectable, sql } from 'kysely'
import { type Actor, Failure, notFound, type Tx } from '../platform/index.ts'
import type { SavedQueryTable } from './tables.ts'

const MOST_PER_LIST = 100

/** Searches that the actor keeps for a list; keys keep none (RUN-02). */
export async function listSavedQueries(tx: Tx, actor: Actor, list: string): Promise<{ items: SavedQuery[] }> {
  if (actor.userId === null) return { items: [] }
  const rows = await tx.sql
    .selectFrom('saved_queries')
    .selectAll()
    .where('user_id', '=', actor.userId)
    .where('list', '=', list)
    .orderBy('created_at')
    .execute()
  return { items: rows.map(toSavedQuery) }
}

/** Keeps a search under a name; the same name again replaces it. */
export async function saveQuery(tx: Tx, actor: Actor, input: BodyOf<typeof saveContract>): Promise<SavedQuery> {
  const userId = personOnly(actor)
  const { items } = await listSavedQueries(tx, actor, input.list)
  const isNew = !items.some(({ name }) => name.toLowerCase() === input.name.toLowerCase())
  if (isNew && items.length >= MOST_PER_LIST) {
    throw new Failure('limit_reached', `You keep ${MOST_PER_LIST} searches of this list already. Remove one first.`)
  }
  const row = await tx.sql
    .insertInto('saved_queries')
    .values({ ...input, user_id: userId })
    .onConflict((conflict) =>
      conflict.expression(sql`user_id, list, lower(name)`).doUpdateSet({ name: input.name, query: input.query }),
    )
    .returningAll()
    .executeTakeFirstOrThrow()
  return toSavedQuery(row)
}

export async function deleteSavedQuery(tx: Tx, actor: Actor, id: string): Promise<void> {
  const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)
  const found = isId
    ? await tx.sql
        .deleteFrom('saved_queries')
        .where('id', '=', id)
        .where('user_id', '=', personOnly(actor))
        .executeTakeFirst()
    : null
  if (!found?.numDeletedRows) throw notFound('saved query', id)
}

/** What is kept with a person's account; a key has none. */
export function personOnly(actor: Actor): string {
  if (actor.userId !== null) return actor.userId
  throw new Failure('wrong_state', 'This is kept with a person’s account; sign in instead of using an API key.')
}

function toSavedQuery(row: Selectable<SavedQueryTable>): SavedQuery {
  return { id: row.id, name: row.name, query: row.query, createdAt: row.created_at.toISOString() }
}
