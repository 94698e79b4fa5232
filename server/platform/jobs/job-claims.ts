import { sql } from 'kysely'
import type pg from 'pg'
import type { Tx } from '../database/instance-database.ts'

/** A job that this worker holds until it completes it, gives it back or loses its lease. */
export interface Claim {
  id: number
  role: string
  kind: string
  ref: string
  payload: unknown
  attempts: number
  fence: number
}

export interface JobClaims {
  start(): Promise<void>
  stop(): Promise<void>
  take(count: number): Promise<Claim[]>
  complete(claim: Claim): Promise<void>
  completeIn(tx: Tx, claim: Claim): Promise<void>
  /** Null sets the job aside for good, with its error. */
  reschedule(claim: Claim, at: Date | null, error: string | null): Promise<void>
}

const LEASE = '60 seconds'
const RENEW_MS = 20_000

/** Claims on the job lane of `tocsin.work`. */
export function createJobClaims(pool: pg.Pool, kinds: readonly string[]): JobClaims {
  const held = new Map<number, Claim>()
  let renewal: NodeJS.Timeout | null = null

  const release = (claim: Claim) => held.delete(claim.id)
  return {
    async start() {
      renewal = setInterval(() => {
        if (held.size === 0) return
        pool
          .query(`update tocsin.work set lease_until = now() + interval '${LEASE}' where id = any($1)`, [
            [...held.keys()],
          ])
          .catch(() => {})
      }, RENEW_MS)
    },
    async stop() {
      if (renewal) clearInterval(renewal)
      if (held.size === 0) return
      await pool
        .query('update tocsin.work set lease_until = null where id = any($1)', [[...held.keys()]])
        .catch(() => {})
    },
    async take(count) {
      const taken = await pool.query<Claim>(
        `update tocsin.work w set lease_until = now() + interval '${LEASE}', attempts = attempts + 1, fence = fence + 1
         from (
           select id from tocsin.work
           where lane = 'job' and kind = any($2) and available_at <= now() and (lease_until is null or lease_until < now())
           order by available_at limit $1 for update skip locked
         ) free
         where w.id = free.id
         returning w.id, w.instance_role::text as role, w.kind, w.ref, w.payload, w.attempts, w.fence`,
        [count, kinds],
      )
      for (const claim of taken.rows) held.set(claim.id, claim)
      return taken.rows
    },
    async complete(claim) {
      // A job that was asked for again while it ran keeps its row and runs once more.
      await pool.query('delete from tocsin.work where id = $1 and fence = $2', [claim.id, claim.fence])
      release(claim)
    },
    async completeIn(tx, claim) {
      const deleted = await sql<{ id: number }>`
        delete from tocsin.work where id = ${claim.id} and fence = ${claim.fence} returning id`.execute(tx.sql)
      if (deleted.rows.length === 0) throw new Error('The job was taken over by another worker.')
      tx.afterCommit(() => release(claim))
    },
    async reschedule(claim, at, error) {
      await pool.query(
        `update tocsin.work set lease_until = null, available_at = coalesce($3, 'infinity'::timestamptz), last_error = $4,
           attempts = case when $4::text is null then 0 else attempts end
         where id = $1 and fence = $2`,
        [claim.id, claim.fence, at, error],
      )
      release(claim)
    },
  }
}
