import type { Actor, Tx } from '../platform/index.ts'
import { capabilitiesOf, heldProfiles } from './rights.ts'

/** A person as an actor with what he may do now, for what reached us in his name without a session; null where he may no longer sign in. */
export async function actorOfUser(tx: Tx, userId: string): Promise<Actor | null> {
  const [actor] = await readActors(tx, userId)
  return actor ?? null
}

/** Everybody who may sign in, as actors. */
export function listUserActors(tx: Tx): Promise<Actor[]> {
  return readActors(tx, null)
}

async function readActors(tx: Tx, userId: string | null): Promise<Actor[]> {
  let query = tx.sql
    .selectFrom('users')
    .select(['users.id', 'users.name', heldProfiles().as('held')])
    .where('users.active', '=', true)
    .orderBy('users.email')
  if (userId !== null) query = query.where('users.id', '=', userId)
  const rows = await query.execute()
  return rows.map((row) => ({
    kind: 'user',
    id: row.id,
    name: row.name,
    capabilities: capabilitiesOf(row.held ?? []),
    userId: row.id,
    signedInFrom: null,
    sessionHash: null,
  }))
}
