import type { Json } from '@tocsin/contracts'
import { sql } from 'kysely'
import { Failure, type Tx } from '../platform/index.ts'

/** The id of the user that a written owner means: his id or e-mail address. Throws `invalid_input` for anybody else. */
export async function resolveOwner(tx: Tx, owner: Json | undefined): Promise<string | null> {
  if (owner === null || owner === undefined) return null
  const user = await tx.sql
    .selectFrom('users')
    .select(['id', 'active'])
    .where(sql<boolean>`(id::text = ${String(owner)} or lower(email) = lower(${String(owner)}))`)
    .executeTakeFirst()
  if (user?.active) return user.id
  const message = user ? 'Owner: this user is locked' : `Owner: "${String(owner)}" is not a user of this instance`
  throw new Failure('invalid_input', `${message}.`, [{ path: 'fields.owner', message }])
}
