import type { Instance, Tx } from '../platform/index.ts'
import type { Guest } from './tables.ts'
import { newToken } from './token.ts'

export const SESSION_HOURS = 12
const TOUCH_EVERY_MS = 60_000

export interface NewSession {
  userId: string
  remoteAddress: string | null
  userAgent: string | null
  guest: Guest | null
}

export async function openSession(tx: Tx, session: NewSession): Promise<{ token: string; hash: Buffer }> {
  const { token, hash } = newToken()
  await tx.sql
    .insertInto('sessions')
    .values({
      token_hash: hash,
      user_id: session.userId,
      expires_at: new Date(tx.instance.clock.now().getTime() + SESSION_HOURS * 3_600_000),
      remote_address: session.remoteAddress,
      user_agent: session.userAgent?.slice(0, 500) ?? null,
      guest: session.guest === null ? null : JSON.stringify(session.guest),
    })
    .execute()
  return { token, hash }
}

/** Activity is written at most once a minute. */
export function isToTouch(instance: Instance, lastSeenAt: Date): boolean {
  return instance.clock.now().getTime() - lastSeenAt.getTime() >= TOUCH_EVERY_MS
}

/** Activity keeps a session alive (GEN-22). */
export async function touchSession(tx: Tx, hash: Buffer): Promise<void> {
  const now = tx.instance.clock.now()
  await tx.sql
    .updateTable('sessions')
    .set({ last_seen_at: now, expires_at: new Date(now.getTime() + SESSION_HOURS * 3_600_000) })
    .where('token_hash', '=', hash)
    .execute()
}

export async function closeSession(tx: Tx, hash: Buffer): Promise<void> {
  await tx.sql.deleteFrom('sessions').where('token_hash', '=', hash).execute()
}
