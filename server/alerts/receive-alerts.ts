import type { ReceivedAlerts } from '@tocsin/contracts/alert.ts'
import { type Path, parsePath } from '@tocsin/engine'
import { sql } from 'kysely'
import { getAlertSourceByName, readMoment, storableText, valuesAt } from '../automation-rules/index.ts'
import { enqueue, Failure, type Tx } from '../platform/index.ts'
import { alertKey } from './alert-key.ts'
import { DECIDE_JOB } from './decide-alerts.ts'
import type { ReadAlert, ReadAlerts } from './read-alerts.ts'

const ROWS_AT_ONCE = 1000
const MOST_REPORTED = 100

interface NewAlert {
  /** In the order of arrival, in which alerts are decided. */
  id: number
  digest: Buffer
  raw: string
  title: string
  occurredAt: Date | null
  /** How often it stands in this request beyond the first time. */
  repeated: number
}

/**
 * Takes alerts of a source: stored as they came together with the job that decides them, so that accepted means durable
 * (NEW-10); a repetition is counted, not stored again (NEW-19). Throws `not_found` for an unknown source and
 * `invalid_input` when nothing could be read.
 */
export async function receiveAlerts(tx: Tx, sourceName: string, read: ReadAlerts): Promise<ReceivedAlerts> {
  const source = await getAlertSourceByName(tx, sourceName)
  if (read.alerts.length === 0 && read.malformed.length > 0) {
    const details = read.malformed.slice(0, MOST_REPORTED)
    throw new Failure('invalid_input', `No alert could be read: ${describe(details[0])}.`, details)
  }
  const keyPaths = source.keyPaths.map(parsePath)
  const titlePath = source.titlePath === null ? null : parsePath(source.titlePath)
  const timePath = source.timePath === null ? null : parsePath(source.timePath)
  const unique = new Map<string, NewAlert>()
  for (const alert of read.alerts) {
    const digest = alertKey(keyPaths, alert)
    const known = unique.get(digest.toString('hex'))
    if (known) known.repeated += 1
    else
      unique.set(digest.toString('hex'), { id: 0, digest, ...describeAlert(alert, titlePath, timePath), repeated: 0 })
  }
  const ids = await reserveIds(tx, unique.size)
  for (const [index, alert] of [...unique.values()].entries()) alert.id = ids[index] ?? 0
  // One order everywhere, so that parallel requests with the same alerts wait for each other in the same direction.
  const sorted = [...unique.entries()].sort(([one], [two]) => (one < two ? -1 : 1)).map(([, alert]) => alert)
  const fresh = new Set<string>()
  for (let start = 0; start < sorted.length; start += ROWS_AT_ONCE) {
    for (const digest of await insert(tx, source.id, sorted.slice(start, start + ROWS_AT_ONCE))) {
      fresh.add(digest.toString('hex'))
    }
  }
  const again = sorted
    .map((alert) => ({ alert, times: alert.repeated + (fresh.has(alert.digest.toString('hex')) ? 0 : 1) }))
    .filter(({ times }) => times > 0)
  await countRepetitions(tx, source.id, again)
  if (fresh.size > 0) await enqueue(tx, { kind: DECIDE_JOB, ref: `from-${ids[0]}` })
  return {
    received: read.alerts.length,
    duplicates: again.reduce((sum, { times }) => sum + times, 0),
    malformed: read.malformed.slice(0, MOST_REPORTED),
    malformedCount: read.malformed.length,
  }
}

function describe(detail: { line: number; message: string } | undefined): string {
  return detail ? `line ${detail.line} ${detail.message}` : 'nothing is there'
}

function describeAlert(
  alert: ReadAlert,
  titlePath: Path | null,
  timePath: Path | null,
): Pick<NewAlert, 'raw' | 'title' | 'occurredAt'> {
  const titles = titlePath ? valuesAt(titlePath, alert.value) : []
  const times = timePath ? valuesAt(timePath, alert.value) : []
  return {
    raw: alert.text ?? JSON.stringify(alert.value),
    title: storableText(titles[0] ?? 'Alert').slice(0, 500) || 'Alert',
    occurredAt: readMoment(times[0]),
  }
}

async function reserveIds(tx: Tx, count: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select nextval(pg_get_serial_sequence('alerts', 'id')) as id from generate_series(1, ${count})
  `.execute(tx.sql)
  return rows.map((row) => row.id)
}

/** Gives the digests of those that were not there yet. */
async function insert(tx: Tx, sourceId: string, rows: readonly NewAlert[]): Promise<Buffer[]> {
  const { rows: inserted } = await sql<{ digest: Buffer }>`
    insert into alerts (id, source_id, digest, raw, title, occurred_at) overriding system value
    select id, ${sourceId}::uuid, digest, raw::json, title, occurred_at
    from unnest(
      ${rows.map((row) => row.id)}::bigint[], ${rows.map((row) => row.digest)}::bytea[], ${rows.map((row) => row.raw)}::text[],
      ${rows.map((row) => storableText(row.title))}::text[], ${rows.map((row) => row.occurredAt)}::timestamptz[]
    ) as new(id, digest, raw, title, occurred_at)
    on conflict (source_id, digest) do nothing
    returning digest
  `.execute(tx.sql)
  return inserted.map((row) => row.digest)
}

/** Locks by id, as the deciding job does. */
async function countRepetitions(
  tx: Tx,
  sourceId: string,
  again: readonly { alert: NewAlert; times: number }[],
): Promise<void> {
  if (again.length === 0) return
  await sql`
    with locked as (
      select id, times
      from alerts join unnest(${again.map((each) => each.alert.digest)}::bytea[], ${again.map((each) => each.times)}::int[])
        as again(digest, times) using (digest)
      where source_id = ${sourceId}::uuid
      order by id for no key update of alerts
    )
    update alerts set duplicates = duplicates + locked.times, last_seen_at = now()
    from locked where alerts.id = locked.id
  `.execute(tx.sql)
}
