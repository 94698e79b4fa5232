import type { Json } from '@tocsin/contracts'
import { sql } from 'kysely'
import { type Actor, Failure, type Tx } from '../platform/index.ts'
import { personOnly } from './saved-queries.ts'

/** One user's preferences take this many characters at most. */
const MOST_CHARACTERS = 65_536

/** How the actor likes his screens, by name; a key has no preferences. */
export async function getPreferences(tx: Tx, actor: Actor): Promise<{ preferences: Record<string, Json> }> {
  if (actor.userId === null) return { preferences: {} }
  const row = await tx.sql.selectFrom('users').select('preferences').where('id', '=', actor.userId).executeTakeFirst()
  return { preferences: (row?.preferences ?? {}) as Record<string, Json> }
}

/** Remembers one preference and leaves the others, also those that another window writes at the same time. */
export async function setPreference(
  tx: Tx,
  actor: Actor,
  name: string,
  value: Json,
): Promise<{ preferences: Record<string, Json> }> {
  const change = sql`${JSON.stringify({ [name]: value })}::jsonb`
  const row = await tx.sql
    .updateTable('users')
    .set({ preferences: value === null ? sql`preferences - ${name}::text` : sql`preferences || ${change}` })
    .where('id', '=', personOnly(actor))
    .returning('preferences')
    .executeTakeFirstOrThrow()
  if (JSON.stringify(row.preferences).length > MOST_CHARACTERS) {
    throw new Failure('too_large', 'Your preferences take too much room. Forget one first, by setting it to null.')
  }
  return { preferences: row.preferences as Record<string, Json> }
}
