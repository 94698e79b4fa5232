import type pg from 'pg'
import { type CompiledVersion, compileVersion, type RunVersion } from '../../decide/run-version.ts'
import type { ActionResult, RunStatus, Signal, WaitAnswer } from '../../journal/entry.ts'
import type { InstanceScope } from '../../journal/run-identity.ts'
import type { News, StoredRun } from '../../journal/run-store.ts'
import { JOURNAL, type JournalRow, readJournal } from './journal-rows.ts'

const NEWS = `
  (select json_agg(json_build_object('id', s.id, 'kind', s.kind, 'body', s.body) order by s.id)
    from run_signals s where s.run_id = r.id and s.consumed_at is null) as signals,
  (select json_agg(json_build_object('wait', w.wait, 'answer', w.answer) order by w.answered_at)
    from run_waits w where w.run_id = r.id and w.closed_at is null and w.answered_at is not null) as answers`

const LOAD = `
  select r.id, r.playbook_id, r.playbook_version, r.name, r.graph_hash, r.status, r.subject_kind, r.subject_id, r.test,
    r.params, r.context,
    ${JOURNAL}, ${NEWS}
  from runs r where r.id = any($1::uuid[])`

interface RunRow {
  id: string
  playbook_id: string
  playbook_version: number
  name: string
  graph_hash: string
  status: RunStatus
  subject_kind: string | null
  subject_id: string | null
  test: boolean
  params: unknown
  context: unknown
  journal: JournalRow[] | null
}

interface NewsRow {
  signals: { id: number; kind: Signal['kind']; body: Record<string, unknown> }[] | null
  answers: { wait: string; answer: WaitAnswer }[] | null
}

/** Runs of one instance with their whole history, in a transaction of that instance. */
export async function loadRuns(
  client: pg.ClientBase,
  instance: InstanceScope,
  ids: readonly string[],
  graphs: GraphCache,
): Promise<Map<string, StoredRun>> {
  const found = await client.query<RunRow & NewsRow>({ text: LOAD, values: [ids] })
  await graphs.fill(
    client,
    instance,
    found.rows.map((row) => row.graph_hash),
  )
  return new Map(found.rows.map((row) => [row.id, readRun(row, instance, graphs)]))
}

function readRun(row: RunRow & NewsRow, instance: InstanceScope, graphs: GraphCache): StoredRun {
  return {
    identity: {
      id: row.id,
      instance,
      playbookId: row.playbook_id,
      playbookVersion: row.playbook_version,
      name: row.name,
      subject: row.subject_kind === null ? null : { kind: row.subject_kind, id: row.subject_id ?? '' },
      test: row.test,
      context: row.context,
    },
    params: row.params,
    status: row.status,
    version: graphs.get(instance, row.graph_hash),
    records: readJournal(row.journal),
    news: readNewsRow(row),
  }
}

export async function loadNews(client: pg.ClientBase, runId: string): Promise<News> {
  const found = await client.query<NewsRow>(`select ${NEWS} from runs r where r.id = $1`, [runId])
  return found.rows[0] ? readNewsRow(found.rows[0]) : { signals: [], answers: [] }
}

function readNewsRow(row: NewsRow): News {
  return {
    signals: (row.signals ?? []).map(({ id, kind, body }) => readSignal(id, kind, body)),
    answers: row.answers ?? [],
  }
}

function readSignal(id: number, kind: Signal['kind'], body: Record<string, unknown>): Signal {
  const by = typeof body.by === 'string' ? body.by : null
  if (kind === 'kill') return { id, kind, by, reason: typeof body.reason === 'string' ? body.reason : null }
  if (kind === 'look') return { id, kind }
  return { id, kind, by, node: String(body.node), scope: body.scope === 'this' ? 'this' : 'from-here' }
}

export async function loadValues(
  client: pg.ClientBase,
  runId: string,
  ids: readonly string[],
): Promise<Map<string, ActionResult>> {
  const found = await client.query<{ id: string; body: ActionResult }>(
    'select id, body from run_values where run_id = $1 and id = any($2::uuid[])',
    [runId, ids],
  )
  return new Map(found.rows.map((row) => [row.id, row.body]))
}

/** Compiled graphs of the runs at hand; the least recently used go first. */
export class GraphCache {
  readonly #compiled = new Map<string, CompiledVersion>()
  readonly #most: number

  constructor(most = 500) {
    this.#most = most
  }

  async fill(client: pg.ClientBase, instance: InstanceScope, hashes: readonly string[]): Promise<void> {
    const missing = [...new Set(hashes)].filter((hash) => !this.#compiled.has(cacheKey(instance, hash)))
    if (missing.length === 0) return
    const found = await client.query<{ hash: string; version: RunVersion }>(
      'select hash, version from run_graphs where hash = any($1)',
      [missing],
    )
    for (const row of found.rows) this.#compiled.set(cacheKey(instance, row.hash), compileVersion(row.version))
  }

  get(instance: InstanceScope, hash: string): CompiledVersion {
    const name = cacheKey(instance, hash)
    const version = this.#compiled.get(name)
    if (!version) throw new Error(`The graph ${hash} of a run in ${instance.schema} is missing`)
    this.#compiled.delete(name)
    this.#compiled.set(name, version)
    if (this.#compiled.size > this.#most) {
      const [oldest] = this.#compiled.keys()
      if (oldest !== undefined) this.#compiled.delete(oldest)
    }
    return version
  }
}

function cacheKey(instance: InstanceScope, hash: string): string {
  return `${instance.schema}/${hash}`
}
