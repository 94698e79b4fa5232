import type { QueryOf, ResponseOf } from '@tocsin/contracts'
import { type listRuns as contract, type Run, type RunStatus, runStatus } from '@tocsin/contracts/run.ts'
import { type RawBuilder, type Selectable, type SelectQueryBuilder, sql } from 'kysely'
import { isAccessible } from '../incidents/index.ts'
import { type Actor, compileQuery, Failure, may, type Tables, type Tx } from '../platform/index.ts'
import { runCatalogue } from './run-catalogue.ts'
import type { RunTable } from './tables.ts'

export function toRun(row: Omit<Selectable<RunTable>, 'params'>): Run {
  return {
    id: row.id,
    status: row.status,
    waitingFor: row.status === 'waiting' ? row.waiting_for : null,
    playbookId: row.playbook_id,
    playbook: row.name,
    version: row.context.version,
    origin: row.context.origin,
    startedBy: row.context.startedBy,
    test: row.test,
    queuedAt: row.created_at.toISOString(),
    startedAt: row.started_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
    error: row.error,
  }
}

export const runColumns = [
  'id',
  'playbook_id',
  'playbook_version',
  'name',
  'status',
  'subject_kind',
  'subject_id',
  'test',
  'context',
  'error',
  'waiting_for',
  'parent_run',
  'created_at',
  'started_at',
  'finished_at',
] as const

const statuses = new Set<string>(runStatus.options)

/** Rows are counted up to here; beyond, nobody reads the number but everybody would wait for it. */
const MOST_COUNTED = 10_000

/** Executions that the actor may see, by query, newest first (RUN-01 … RUN-06). Ids grow with time, so the cursor is the last id seen. */
export async function listRuns(
  tx: Tx,
  actor: Actor,
  filter: QueryOf<typeof contract>,
): Promise<ResponseOf<typeof contract>> {
  const asker = { now: tx.instance.clock.now(), userId: actor.userId }
  let matching = tx.sql.selectFrom('runs').where(isVisible(actor))
  if (filter.query?.trim()) matching = matching.where(compileQuery(filter.query, await runCatalogue(tx), asker))
  if (filter.playbookId) matching = matching.where('playbook_id', '=', filter.playbookId)
  if (filter.status) matching = matching.where('status', 'in', readStatuses(filter.status))
  const rest = filter.cursor ? matching.where('id', '<', readCursor(filter.cursor)) : matching
  const rows = await rest
    .select([...runColumns])
    .orderBy('id', 'desc')
    .limit(filter.limit)
    .execute()
  const isFull = rows.length === filter.limit
  const isAll = filter.cursor === undefined && !isFull
  const total = isAll ? rows.length : await countUpTo(tx, matching.select('id').limit(MOST_COUNTED + 1))
  return {
    items: rows.map(toRun),
    nextCursor: isFull ? (rows.at(-1)?.id ?? null) : null,
    total: Math.min(total, MOST_COUNTED),
    totalIsLeast: total > MOST_COUNTED,
  }
}

async function countUpTo(tx: Tx, some: SelectQueryBuilder<Tables, 'runs', { id: string }>): Promise<number> {
  const { total } = await tx.sql
    .selectFrom(some.as('some'))
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return total
}

/** Runs of incidents and triage events are seen by those who may open these (INV-09, TRI-08). */
function isVisible(actor: Actor): RawBuilder<boolean> {
  const incident = sql`exists (select from incidents where incidents.id = runs.subject_id::bigint and ${isAccessible(actor)})`
  const event = sql`exists (select from triage_events e where e.id = runs.subject_id::bigint
    and (e.state <> 'grabbed' or e.owner_id = ${actor.userId}::uuid))`
  const seesIncidents = may(actor, 'incident.access-all') || may(actor, 'api.admin')
  const seesEvents = may(actor, 'triage.access-all')
  if (seesIncidents && seesEvents) return sql<boolean>`true`
  return sql<boolean>`(case subject_kind
    when 'incidents' then ${seesIncidents ? sql`true` : incident}
    when 'triage-events' then ${seesEvents ? sql`true` : event}
    else true end)`
}

function readCursor(cursor: string): string {
  if (/^[0-9a-f-]{36}$/i.test(cursor)) return cursor
  throw new Failure('invalid_input', 'This cursor is not one of ours. Load the first page again.', [
    { path: 'cursor', message: 'is not a cursor of this list' },
  ])
}

function readStatuses(text: string): RunStatus[] {
  const given = text.split(',').map((each) => each.trim())
  const wrong = given.find((each) => !statuses.has(each))
  if (wrong !== undefined) {
    throw new Failure('invalid_query', `"${wrong}" is no status of a run. There are ${[...statuses].join(', ')}.`)
  }
  return given as RunStatus[]
}

export async function listRunsOf(tx: Tx, subject: { kind: string; id: string }): Promise<{ items: Run[] }> {
  const rows = await tx.sql
    .selectFrom('runs')
    .select([...runColumns])
    .where('subject_kind', '=', subject.kind)
    .where('subject_id', '=', subject.id)
    .orderBy('id', 'desc')
    .limit(500)
    .execute()
  return { items: rows.map(toRun) }
}
