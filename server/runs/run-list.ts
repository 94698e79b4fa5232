import type { Page } from '@tocsin/contracts'
import type { Run, RunStatus } from '@tocsin/contracts/run.ts'
import { type Selectable, sql } from 'kysely'
import { Failure, type Tx } from '../platform/index.ts'
import type { RunTable } from './tables.ts'

export function toRun(row: Omit<Selectable<RunTable>, 'params'>): Run {
  return {
    id: row.id,
    status: row.status,
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
  'created_at',
  'started_at',
  'finished_at',
] as const

const statuses = new Set<string>([
  'queued',
  'running',
  'waiting',
  'completed',
  'completed_with_errors',
  'failed',
  'killed',
])

export interface RunFilter {
  /** Part of the playbook's name (RUN-02). */
  query?: string
  /** One status or several, separated by commas. */
  status?: string
  playbookId?: string
  limit: number
  cursor?: string
}

/** Executions, newest first. Ids grow with time, so the cursor is the last id seen. */
export async function listRuns(tx: Tx, filter: RunFilter): Promise<Page<Run>> {
  let matching = tx.sql.selectFrom('runs')
  if (filter.query?.trim())
    matching = matching.where(sql<boolean>`name ilike ${`%${filter.query.trim().replaceAll(/[\\%_]/g, '\\$&')}%`}`)
  if (filter.playbookId) matching = matching.where('playbook_id', '=', filter.playbookId)
  if (filter.status) matching = matching.where('status', 'in', readStatuses(filter.status))
  const { total } = await matching
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const rest = filter.cursor ? matching.where(sql<boolean>`id < ${filter.cursor}::uuid`) : matching
  const rows = await rest
    .select([...runColumns])
    .orderBy('id', 'desc')
    .limit(filter.limit)
    .execute()
  return { items: rows.map(toRun), nextCursor: rows.length === filter.limit ? (rows.at(-1)?.id ?? null) : null, total }
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
