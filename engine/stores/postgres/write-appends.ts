import type pg from 'pg'
import type { Entry, EntryOf } from '../../journal/entry.ts'
import { isFinal } from '../../journal/entry.ts'
import type { Append } from '../../journal/run-store.ts'

/** An append that came too late: nothing of its group is written. */
export class Refused extends Error {
  override readonly name = 'Refused'
}

/** Writes the appends of one instance, in its transaction. Each kind of row is one statement for all of them. */
export async function writeAppends(client: pg.ClientBase, schema: string, appends: readonly Append[]): Promise<void> {
  await insertRecords(client, schema, appends)
  await insertValues(client, appends)
  await updateRuns(client, appends)
  await openWaits(client, appends)
  await closeWaits(client, appends)
  await consumeSignals(client, appends)
  await freeClaims(client, appends)
  await endClaims(client, appends)
}

/** The guard of it all: a number that exists is refused by the primary key. */
async function insertRecords(client: pg.ClientBase, schema: string, appends: readonly Append[]): Promise<void> {
  const rows = appends.flatMap((append) =>
    append.records.map((record) => ({ ...record, run: append.run.id, fence: append.claim.fence })),
  )
  if (rows.length === 0) return
  await client.query({
    // Named with its schema: one plan per instance, kept over changes of the search path.
    name: `append:${schema}`,
    text: `insert into run_journal (run_id, seq, fence, at, entry)
      select * from unnest($1::uuid[], $2::int[], $3::int[], $4::timestamptz[], $5::json[])`,
    values: [
      rows.map((row) => row.run),
      rows.map((row) => row.seq),
      rows.map((row) => row.fence),
      rows.map((row) => row.at),
      rows.map((row) => JSON.stringify(row.entry)),
    ],
  })
}

async function insertValues(client: pg.ClientBase, appends: readonly Append[]): Promise<void> {
  const rows = appends.flatMap((append) => append.values.map((value) => ({ ...value, run: append.run.id })))
  if (rows.length === 0) return
  await client.query(
    `insert into run_values (id, run_id, bytes, body)
    select * from unnest($1::uuid[], $2::uuid[], $3::int[], $4::json[])`,
    [rows.map((row) => row.id), rows.map((row) => row.run), rows.map((row) => row.bytes), rows.map((row) => row.body)],
  )
}

async function updateRuns(client: pg.ClientBase, appends: readonly Append[]): Promise<void> {
  const rows = appends.flatMap((append) => (append.status ? [{ append, status: append.status }] : []))
  if (rows.length === 0) return
  const lastAt = ({ append }: { append: Append }) => append.records.at(-1)?.at ?? new Date()
  await client.query(
    `update runs r set status = n.status, error = n.error, started_at = coalesce(r.started_at, n.at),
      finished_at = case when n.final then n.at end
    from unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::boolean[]) as n (id, status, error, at, final)
    where r.id = n.id`,
    [
      rows.map((row) => row.append.run.id),
      rows.map((row) => row.status),
      rows.map((row) => row.append.error),
      rows.map(lastAt),
      rows.map((row) => isFinal(row.status)),
    ],
  )
}

async function openWaits(client: pg.ClientBase, appends: readonly Append[]): Promise<void> {
  const rows = entriesOf(appends, 'wait-opened')
  if (rows.length === 0) return
  await client.query(
    `insert into run_waits (run_id, wait, node_id, kind, details, opened_at, expires_at)
    select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::json[], $6::timestamptz[], $7::timestamptz[])`,
    [
      rows.map((row) => row.run),
      rows.map((row) => row.entry.wait),
      rows.map((row) => row.entry.node),
      rows.map((row) => row.entry.details.kind),
      rows.map((row) => JSON.stringify(row.entry.details)),
      rows.map((row) => row.at),
      rows.map((row) => row.entry.expiresAt),
    ],
  )
}

/** The clock does not win over an answer that was acknowledged (first wins). */
async function closeWaits(client: pg.ClientBase, appends: readonly Append[]): Promise<void> {
  const rows = entriesOf(appends, 'wait-closed')
  if (rows.length === 0) return
  const closed = await client.query(
    `update run_waits w set closed_at = n.at
    from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::boolean[]) as n (run_id, wait, at, expired)
    where w.run_id = n.run_id and w.wait = n.wait and w.closed_at is null and not (n.expired and w.answered_at is not null)`,
    [
      rows.map((row) => row.run),
      rows.map((row) => row.entry.wait),
      rows.map((row) => row.at),
      rows.map((row) => row.entry.by === 'expiry'),
    ],
  )
  if (closed.rowCount !== rows.length) throw new Refused('A wait was answered before it expired')
}

async function consumeSignals(client: pg.ClientBase, appends: readonly Append[]): Promise<void> {
  const ids = appends.flatMap((append) => append.consumed)
  if (ids.length === 0) return
  await client.query('update run_signals set consumed_at = now() where id = any($1::bigint[])', [ids])
}

async function freeClaims(client: pg.ClientBase, appends: readonly Append[]): Promise<void> {
  const freed = appends.flatMap(({ claim, end }) => (typeof end === 'object' ? [{ claim, until: end.freeUntil }] : []))
  if (freed.length === 0) return
  // An answer that came meanwhile has set available_at: then the run is due at once.
  const done = await client.query(
    `update tocsin.work w set leased_by = null, lease_until = null, attempts = 0, last_error = null,
      available_at = least(w.available_at, coalesce(n.until, 'infinity'))
    from unnest($1::bigint[], $2::int[], $3::timestamptz[]) as n (id, fence, until)
    where w.id = n.id and w.fence = n.fence and w.leased_by > 0`,
    [freed.map((each) => each.claim.id), freed.map((each) => each.claim.fence), freed.map((each) => each.until)],
  )
  if (done.rowCount !== freed.length) throw new Refused('A claim is not held any more')
}

async function endClaims(client: pg.ClientBase, appends: readonly Append[]): Promise<void> {
  const claims = appends.filter((append) => append.end === 'done').map((append) => append.claim)
  if (claims.length === 0) return
  const keys = [claims.map((claim) => claim.id), claims.map((claim) => claim.fence)]
  const done = await client.query(
    `delete from tocsin.work w using unnest($1::bigint[], $2::int[]) as n (id, fence)
    where w.id = n.id and w.fence = n.fence and w.leased_by > 0 and w.available_at = 'infinity'`,
    keys,
  )
  if (done.rowCount === claims.length) return
  // Woken meanwhile, such as by an order to run a node again: taken once more.
  const woken = await client.query(
    `update tocsin.work w set leased_by = null, lease_until = null, attempts = 0
    from unnest($1::bigint[], $2::int[]) as n (id, fence)
    where w.id = n.id and w.fence = n.fence and w.leased_by > 0`,
    keys,
  )
  if ((done.rowCount ?? 0) + (woken.rowCount ?? 0) !== claims.length) throw new Refused('A claim is not held any more')
}

function entriesOf<T extends Entry['type']>(
  appends: readonly Append[],
  type: T,
): { run: string; at: Date; entry: EntryOf<T> }[] {
  const isWanted = (entry: Entry): entry is EntryOf<T> => entry.type === type
  return appends.flatMap((append) =>
    append.records.flatMap(({ at, entry }) => (isWanted(entry) ? [{ run: append.run.id, at, entry }] : [])),
  )
}
