import {
  compileVersion,
  foldHistory,
  type IterationStatus,
  type NodeStatus,
  type OpenWait,
  type RunVersion,
} from '../../decide/index.ts'
import type { ActionResult, Responder, RunStatus } from '../../journal/entry.ts'
import type { NodeKind } from '../../playbook/index.ts'
import type { Queryable } from '../../queue/settle-claim.ts'
import type { InputRow } from '../../values/index.ts'
import { type Attempt, attemptHistory } from './attempt-history.ts'
import { JOURNAL, type JournalRow, readJournal } from './journal-rows.ts'

/** One run as people look at it: the answer of `GET /runs/{id}`, with what each node was given and gave. */
export interface RunDetail {
  id: string
  name: string
  status: RunStatus
  playbookId: string
  version: number
  subject: { kind: string; id: string } | null
  test: boolean
  /** What it was started with (IPB-14). */
  params: unknown
  error: string | null
  createdAt: Date
  startedAt: Date | null
  finishedAt: Date | null
  nodes: RunNodeDetail[]
}

export interface RunNodeDetail {
  id: string
  name: string
  type: NodeKind
  status: NodeStatus
  /** Begun attempts of all iterations together. */
  attempts: number
  round: number
  startedAt: Date | null
  finishedAt: Date | null
  error: string | null
  warnings: string[]
  /** When it begins by itself again: the next repetition of its schedule, or the next try. */
  nextAt: Date | null
  /** Of an action: begun again without asking after its attempt was lost. */
  idempotent: boolean
  resource: string | null
  /** Exits taken. */
  ports: string[]
  iterations: RunIterationDetail[]
  /** What it waits for. */
  wait: OpenWait | null
  answer: string | null
  responder: Responder | null
}

export interface RunIterationDetail {
  status: IterationStatus
  attempts: number
  /** Its attempts in the present round, in order, the latest of many. */
  history: Attempt[]
  startedAt: Date | null
  finishedAt: Date | null
  error: string | null
  inputs: InputRow
  /** A small result; a large one is read by its id with readRunValue (IPB-10). */
  result: ActionResult | null
  stored: { id: string; bytes: number } | null
}

interface RunRow {
  id: string
  name: string
  status: RunStatus
  playbook_id: string
  playbook_version: number
  subject_kind: string | null
  subject_id: string | null
  test: boolean
  params: unknown
  error: string | null
  created_at: Date
  started_at: Date | null
  finished_at: Date | null
  version: RunVersion
  journal: JournalRow[] | null
}

/** Reads a run in the caller's transaction, as the instance's role; null where there is none. */
export async function readRun(client: Queryable, id: string): Promise<RunDetail | null> {
  const found = await client.query(
    `select r.*, g.version, ${JOURNAL}
    from runs r join run_graphs g on g.hash = r.graph_hash where r.id = $1`,
    [id],
  )
  const row = found.rows[0] as RunRow | undefined
  return row ? describe(row) : null
}

function describe(row: RunRow): RunDetail {
  return {
    id: row.id,
    name: row.name,
    status: row.status,
    playbookId: row.playbook_id,
    version: row.playbook_version,
    subject: row.subject_kind === null ? null : { kind: row.subject_kind, id: row.subject_id ?? '' },
    test: row.test,
    params: row.params,
    error: row.error,
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    nodes: describeNodes(row),
  }
}

function describeNodes(row: RunRow): RunNodeDetail[] {
  const version = compileVersion(row.version)
  const records = readJournal(row.journal)
  const state = foldHistory(version, records)
  const attemptsOf = attemptHistory(records)
  const begins = [...state.timers.values()].filter(({ what }) => what !== 'expire')
  const waits = new Map([...state.waits.values()].map((wait) => [wait.node, wait]))
  return version.graph.nodes.flatMap((node): RunNodeDetail[] => {
    const seen = state.nodes.get(node.id)
    if (!seen) return []
    const iterations = seen.iterations.map(
      (each, index): RunIterationDetail => ({
        status: each.status,
        attempts: each.attempts,
        history: attemptsOf({ node: node.id, round: seen.round, iteration: index }),
        startedAt: each.startedAt,
        finishedAt: each.finishedAt,
        error: each.error,
        inputs: seen.rows[index] ?? {},
        result: each.result && 'inline' in each.result ? each.result.inline : null,
        stored: each.result && 'stored' in each.result ? { id: each.result.stored, bytes: each.result.bytes } : null,
      }),
    )
    return [
      {
        id: node.id,
        name: node.name,
        type: node.kind,
        status: seen.status,
        attempts: iterations.reduce((sum, each) => sum + each.attempts, 0),
        round: seen.round,
        startedAt: seen.startedAt,
        finishedAt: seen.finishedAt,
        error: seen.error,
        warnings: seen.warnings,
        nextAt: earliest(begins.filter((timer) => timer.node === node.id).map(({ at }) => at)),
        idempotent: version.isIdempotent(node.id),
        resource: seen.resource,
        ports: seen.ports,
        iterations,
        wait: waits.get(node.id) ?? null,
        answer: seen.answer,
        responder: seen.responder,
      },
    ]
  })
}

function earliest(moments: readonly Date[]): Date | null {
  return moments.reduce<Date | null>((first, each) => (first === null || each < first ? each : first), null)
}

/** A large result of a run, null where there is none. */
export async function readRunValue(client: Queryable, runId: string, valueId: string): Promise<ActionResult | null> {
  const found = await client.query('select body from run_values where run_id = $1 and id = $2', [runId, valueId])
  return (found.rows[0]?.body as ActionResult | undefined) ?? null
}

/** The graph a run was started with, for the run view; null where there is no such run. */
export async function readRunVersion(client: Queryable, runId: string): Promise<RunVersion | null> {
  const found = await client.query(
    'select g.version from runs r join run_graphs g on g.hash = r.graph_hash where r.id = $1',
    [runId],
  )
  return (found.rows[0]?.version as RunVersion | undefined) ?? null
}
