import { compileVersion, foldHistory, type NodeState, type RunState, type RunVersion } from '../../decide/index.ts'
import { isFinal, type RunStatus, type StoredResult } from '../../journal/entry.ts'
import type { Queryable } from '../../queue/settle-claim.ts'
import { storeResult } from '../../worker/store-result.ts'
import { JOURNAL, type JournalRow, readJournal } from './journal-rows.ts'
import { answerNamedWait, killRun } from './send-signal.ts'

/** Results above this size in bytes are stored once, outside the journal of the parent. */
const INLINE_BYTES = 8192

/**
 * Tells the end of a run to the wait of its parent, in the transaction that records this end: exactly once. A parent
 * that waits no more is not told. Answers the parent's id where there is one that was told.
 */
export async function tellParent(client: Queryable, runId: string): Promise<string | null> {
  const found = await client.query(
    `select r.parent_run, r.parent_wait, r.status, r.error, g.version, ${JOURNAL}
    from runs r join run_graphs g on g.hash = r.graph_hash
    join run_waits w on w.run_id = r.parent_run and w.wait = r.parent_wait and w.closed_at is null
    where r.id = $1`,
    [runId],
  )
  const row = found.rows[0] as EndedRow | undefined
  if (!row || !isFinal(row.status)) return null
  const version = compileVersion(row.version)
  const state = foldHistory(version, readJournal(row.journal))
  const output = { ...(await outputsOf(client, runId, version.graph.nodes, state)), status: row.status }
  const result = await keepResult(client, row.parent_run, output)
  const error = row.error ?? firstError(state)
  const answer = { kind: 'child' as const, status: row.status, ...(error ? { error } : {}), result }
  const fate = await answerNamedWait(client, row.parent_run, row.parent_wait, answer)
  return fate === 'taken' ? row.parent_run : null
}

interface EndedRow {
  parent_run: string
  parent_wait: string
  status: RunStatus
  error: string | null
  version: RunVersion
  journal: JournalRow[] | null
}

/** What each node gave, by its name; of nodes that share a name, the one that ended last (NOD-64). */
async function outputsOf(
  client: Queryable,
  runId: string,
  nodes: readonly { id: string; name: string }[],
  state: RunState,
): Promise<Record<string, unknown>> {
  const ended = nodes
    .flatMap(({ id, name }) => {
      const node = state.nodes.get(id)
      return node?.finishedAt && hasOutput(node)
        ? [{ name: name.trim() || id, node, at: node.finishedAt.getTime() }]
        : []
    })
    .sort((a, b) => a.at - b.at)
  const stored = await readStored(
    client,
    runId,
    ended.map(({ node }) => node),
  )
  const outputOf = (result: StoredResult | null) =>
    result && 'inline' in result ? result.inline.output : result ? stored.get(result.stored) : undefined
  return Object.fromEntries(
    ended.map(({ name, node }) => {
      if (node.answer !== null) return [name, { answer: node.answer, responder: node.responder ?? {} }]
      const outputs = node.iterations.map((each) => outputOf(each.result) ?? null)
      return [name, node.iterated ? outputs : (outputs[0] ?? null)]
    }),
  )
}

function hasOutput(node: NodeState): boolean {
  return node.answer !== null || node.iterated || node.iterations.some((each) => each.result !== null)
}

async function readStored(
  client: Queryable,
  runId: string,
  nodes: readonly NodeState[],
): Promise<Map<string, unknown>> {
  const ids = nodes.flatMap((node) =>
    node.iterations.flatMap(({ result }) => (result && 'stored' in result ? [result.stored] : [])),
  )
  if (ids.length === 0) return new Map()
  const found = await client.query(
    `select id, body -> 'output' as output from run_values where run_id = $1 and id = any($2::uuid[])`,
    [runId, ids],
  )
  return new Map(found.rows.map((row) => [String(row.id), row.output]))
}

async function keepResult(client: Queryable, runId: string, output: unknown): Promise<StoredResult> {
  const { result, value } = storeResult({ output }, INLINE_BYTES)
  if (value) {
    await client.query('insert into run_values (id, run_id, bytes, body) values ($1, $2, $3, $4)', [
      value.id,
      runId,
      value.bytes,
      value.body,
    ])
  }
  return result
}

function firstError(state: RunState): string | null {
  const [failed] = [...state.failed].map((id) => state.nodes.get(id)?.error ?? null)
  return failed ?? null
}

/** Orders the runs to end that one wait of a parent started: it was killed, started again, or its time is over. */
export async function killChildren(
  client: Queryable,
  parent: { run: string; wait: string },
  order: { by: string | null; reason: string },
): Promise<number> {
  const found = await client.query(
    `select id from runs where parent_run = $1 and parent_wait = $2 and status in ('queued', 'running', 'waiting')`,
    [parent.run, parent.wait],
  )
  for (const row of found.rows) await killRun(client, String(row.id), order)
  return found.rows.length
}

export interface ChildRun {
  id: string
  /** Node of the parent and which of its calls; of the present round only where asked so. */
  wait: string
  node: string
  call: number
  attempt: number
  round: number
  name: string
  status: RunStatus
}

/** The runs that the nodes of a run started, in the order of their start (NOD-63). */
export async function listChildRuns(client: Queryable, runId: string): Promise<ChildRun[]> {
  const found = await client.query(
    `select c.id, c.name, c.status, c.parent_wait as wait, w.node_id as node, (w.details ->> 'call')::int as call,
      (w.details ->> 'attempt')::int as attempt,
      split_part(substr(c.parent_wait, length(w.node_id) + 2), ':', 1)::int as round
    from runs c join run_waits w on w.run_id = c.parent_run and w.wait = c.parent_wait
    where c.parent_run = $1 order by c.id`,
    [runId],
  )
  return found.rows as unknown as ChildRun[]
}
