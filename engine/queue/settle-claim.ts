import type { Claim } from './claim.ts'

/** What `query` of a pg client, or anything with the same call, offers. */
export interface Queryable {
  query(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[]; rowCount: number | null }>
}

/**
 * Ends a claim in the caller's transaction: the work is done with it, or, where it was woken meanwhile, done once
 * more. False where the claim is not held any more: roll back, somebody else has it.
 */
export async function completeClaim(client: Queryable, claim: Pick<Claim, 'id' | 'fence'>): Promise<boolean> {
  const done = await client.query(
    `delete from tocsin.work where id = $1 and fence = $2 and leased_by > 0 and available_at = 'infinity'`,
    [claim.id, claim.fence],
  )
  if (done.rowCount === 1) return true
  const woken = await client.query(
    `update tocsin.work set leased_by = null, lease_until = null, attempts = 0
    where id = $1 and fence = $2 and leased_by > 0`,
    [claim.id, claim.fence],
  )
  return woken.rowCount === 1
}

/** Frees a claim to be taken again at `at` (for ever later: null), or at once where it was woken meanwhile. */
export async function rescheduleClaim(
  client: Queryable,
  claim: Pick<Claim, 'id' | 'fence'>,
  again: { at: Date | null; error?: string; resetAttempts?: boolean },
): Promise<boolean> {
  const freed = await client.query(
    `update tocsin.work set leased_by = null, lease_until = null, last_error = $4,
      attempts = case when $5 then 0 else attempts end,
      available_at = least(available_at, coalesce($3::timestamptz, 'infinity'))
    where id = $1 and fence = $2 and leased_by > 0`,
    [claim.id, claim.fence, again.at, again.error ?? null, again.resetAttempts ?? false],
  )
  return freed.rowCount === 1
}

/**
 * Takes the mark of a wake away, right before the news are read in the same transaction: a wake that comes later marks
 * the row again, and neither freeing nor completing the claim loses it.
 */
export async function acceptWake(client: Queryable, claim: Pick<Claim, 'id' | 'fence'>): Promise<void> {
  await client.query(
    `update tocsin.work set available_at = 'infinity' where id = $1 and fence = $2 and leased_by > 0 and available_at < 'infinity'`,
    [claim.id, claim.fence],
  )
}

/** Puts work into a lane in the caller's transaction, as the instance's role; the same kind and ref is woken instead. */
export async function putWork(
  client: Queryable,
  work: { lane: string; kind: string; ref: string; payload?: unknown; availableAt?: Date },
): Promise<void> {
  await client.query(
    `insert into tocsin.work (lane, kind, ref, payload, available_at)
    values ($1, $2, $3, $4::jsonb, coalesce($5::timestamptz, now()))
    on conflict (instance_role, kind, ref) do update
      set payload = excluded.payload, available_at = least(tocsin.work.available_at, excluded.available_at)`,
    [work.lane, work.kind, work.ref, JSON.stringify(work.payload ?? null), work.availableAt ?? null],
  )
}

/** Milliseconds until the next try: doubles from one second to ten minutes, with a little chance. */
export function backoffMs(attempts: number, random: () => number = Math.random): number {
  return Math.min(600_000, 1000 * 2 ** Math.min(attempts - 1, 20)) * (0.8 + random() * 0.4)
}
