import pg from 'pg'
import type { Entry, EntryOf } from '../../journal/entry.ts'
import { isFinal } from '../../journal/entry.ts'
import type { Append } from '../../journal/run-store.ts'
import { documents, flags, integers, longs, moments, texts, uuids } from './binary-array.ts'

/** An append that came too late: nothing of its group is written. */
export class Refused extends Error {
  override readonly name = 'Refused'
}

/** Sends one prepared statement and answers how many rows it wrote. */
type Send = (name: string, text: string, values: unknown[]) => Promise<number>

/**
 * Writes the appends of one instance, in its transaction. Each kind of row is one statement for all of them, and on a
 * pipelining client all statements travel together. Rejects with `Refused` where a claim or a wait is gone.
 */
export async function writeAppends(client: pg.ClientBase, schema: string, appends: readonly Append[]): Promise<void> {
  const send: Send = async (name, text, values) => {
    // Named with its schema: one plan per instance, kept over changes of the search path and the role.
    const { rowCount } = await client.query({ name: `${name}:${schema}`, text, values })
    return rowCount ?? 0
  }
  // All have come back before this throws, so that nothing follows the rollback.
  const written = await Promise.allSettled([
    insertRecords(send, appends),
    insertValues(send, appends),
    updateRuns(send, appends),
    openWaits(send, appends),
    closeWaits(send, appends),
    consumeSignals(send, appends),
    freeClaims(send, appends),
    endClaims(send, appends),
  ])
  const failed = written.find((each) => each.status === 'rejected' && !isConsequence(each.reason))
  if (failed?.status === 'rejected') throw failed.reason
}

/** The statements behind the one that failed say only that the transaction had failed. */
function isConsequence(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === '25P02'
}

/** The guard of it all: a number that exists is refused by the primary key. */
async function insertRecords(send: Send, appends: readonly Append[]): Promise<void> {
  const rows = appends.flatMap(journalRows)
  if (rows.length === 0) return
  await send(
    'append',
    `insert into run_journal (run_id, seq, fence, at, entry)
    select * from unnest($1::uuid[], $2::int[], $3::int[], $4::timestamptz[], $5::json[])`,
    [
      uuids(rows.map((row) => row.run)),
      integers(rows.map((row) => row.seq)),
      integers(rows.map((row) => row.fence)),
      moments(rows.map((row) => row.at)),
      documents(rows.map((row) => JSON.stringify(row.entries))),
    ],
  )
}

interface NewJournalRow {
  run: string
  seq: number
  fence: number
  at: Date
  entries: Entry[]
}

/** What is appended together is one row; each moment has its own. */
function journalRows({ run, claim, records }: Append): NewJournalRow[] {
  const rows: NewJournalRow[] = []
  for (const { seq, at, entry } of records) {
    const last = rows.at(-1)
    if (last?.at.getTime() === at.getTime()) last.entries.push(entry)
    else rows.push({ run: run.id, seq, fence: claim.fence, at, entries: [entry] })
  }
  return rows
}

async function insertValues(send: Send, appends: readonly Append[]): Promise<void> {
  const rows = appends.flatMap((append) => append.values.map((value) => ({ ...value, run: append.run.id })))
  if (rows.length === 0) return
  await send(
    'values',
    `insert into run_values (id, run_id, bytes, body)
    select * from unnest($1::uuid[], $2::uuid[], $3::int[], $4::json[])`,
    [
      uuids(rows.map((row) => row.id)),
      uuids(rows.map((row) => row.run)),
      integers(rows.map((row) => row.bytes)),
      documents(rows.map((row) => row.body)),
    ],
  )
}

async function updateRuns(send: Send, appends: readonly Append[]): Promise<void> {
  const rows = appends.flatMap((append) => (append.status ? [{ append, status: append.status }] : []))
  if (rows.length === 0) return
  await send(
    'status',
    `update runs r set status = n.status, error = n.error, started_at = coalesce(r.started_at, n.at),
      finished_at = case when n.final then n.at end
    from unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::boolean[]) as n (id, status, error, at, final)
    where r.id = n.id`,
    [
      uuids(rows.map(({ append }) => append.run.id)),
      texts(rows.map(({ status }) => status)),
      texts(rows.map(({ append }) => append.error)),
      moments(rows.map(({ append }) => append.records.at(-1)?.at ?? new Date())),
      flags(rows.map(({ status }) => isFinal(status))),
    ],
  )
}

async function openWaits(send: Send, appends: readonly Append[]): Promise<void> {
  const rows = entriesOf(appends, 'wait-opened')
  if (rows.length === 0) return
  await send(
    'open-waits',
    `insert into run_waits (run_id, wait, node_id, kind, details, opened_at, expires_at)
    select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::json[], $6::timestamptz[], $7::timestamptz[])`,
    [
      uuids(rows.map((row) => row.run)),
      texts(rows.map((row) => row.entry.wait)),
      texts(rows.map((row) => row.entry.node)),
      texts(rows.map((row) => row.entry.details.kind)),
      documents(rows.map((row) => JSON.stringify(row.entry.details))),
      moments(rows.map((row) => row.at)),
      moments(rows.map(({ entry }) => (entry.expiresAt === null ? null : new Date(entry.expiresAt)))),
    ],
  )
}

/** The clock does not win over an answer that was acknowledged (first wins). */
async function closeWaits(send: Send, appends: readonly Append[]): Promise<void> {
  const rows = entriesOf(appends, 'wait-closed')
  if (rows.length === 0) return
  const closed = await send(
    'close-waits',
    `update run_waits w set closed_at = n.at
    from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::boolean[]) as n (run_id, wait, at, expired)
    where w.run_id = n.run_id and w.wait = n.wait and w.closed_at is null and not (n.expired and w.answered_at is not null)`,
    [
      uuids(rows.map((row) => row.run)),
      texts(rows.map((row) => row.entry.wait)),
      moments(rows.map((row) => row.at)),
      flags(rows.map((row) => row.entry.by === 'expiry')),
    ],
  )
  if (closed !== rows.length) throw new Refused('A wait was answered before it expired')
}

async function consumeSignals(send: Send, appends: readonly Append[]): Promise<void> {
  const ids = appends.flatMap((append) => append.consumed)
  if (ids.length === 0) return
  await send('consume', 'update run_signals set consumed_at = now() where id = any($1::bigint[])', [longs(ids)])
}

async function freeClaims(send: Send, appends: readonly Append[]): Promise<void> {
  const freed = appends.flatMap(({ claim, end }) => (typeof end === 'object' ? [{ claim, ms: end.sleepMs }] : []))
  if (freed.length === 0) return
  // An answer that came meanwhile has set available_at: then the run is due at once.
  const done = await send(
    'free',
    `update tocsin.work w set leased_by = null, lease_until = null, attempts = 0, last_error = null,
      available_at = least(w.available_at, coalesce(now() + make_interval(secs => n.ms / 1000.0), 'infinity'))
    from unnest($1::bigint[], $2::int[], $3::bigint[]) as n (id, fence, ms)
    where w.id = n.id and w.fence = n.fence and coalesce(w.leased_by, 0) > 0`,
    [
      longs(freed.map((each) => each.claim.id)),
      integers(freed.map((each) => each.claim.fence)),
      longs(freed.map(({ ms }) => (ms === null ? null : Math.ceil(ms)))),
    ],
  )
  if (done !== freed.length) throw new Refused('A claim is not held any more')
}

async function endClaims(send: Send, appends: readonly Append[]): Promise<void> {
  const claims = appends.filter((append) => append.end === 'done').map((append) => append.claim)
  if (claims.length === 0) return
  const keys = [longs(claims.map((claim) => claim.id)), integers(claims.map((claim) => claim.fence))]
  const done = await send(
    'end',
    `delete from tocsin.work w using unnest($1::bigint[], $2::int[]) as n (id, fence)
    where w.id = n.id and w.fence = n.fence and coalesce(w.leased_by, 0) > 0 and w.available_at = 'infinity'`,
    keys,
  )
  if (done === claims.length) return
  // Woken meanwhile, such as by an order to run a node again: taken once more.
  const woken = await send(
    'end-woken',
    `update tocsin.work w set leased_by = null, lease_until = null, attempts = 0
    from unnest($1::bigint[], $2::int[]) as n (id, fence)
    where w.id = n.id and w.fence = n.fence and coalesce(w.leased_by, 0) > 0`,
    keys,
  )
  if (done + woken !== claims.length) throw new Refused('A claim is not held any more')
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
