import { createHash } from 'node:crypto'
import type { RunVersion } from '../../decide/run-version.ts'
import type { Queryable } from '../../queue/settle-claim.ts'
import { documents, flags, integers, texts, uuids } from './binary-array.ts'
import { timeOrderedId } from './time-ordered-id.ts'

export interface NewRun {
  playbookId: string
  playbookVersion: number
  /** Name of the playbook, shown with the run. */
  name: string
  /** Published graph and the actions it uses; kept for this run whatever is published later (EXE-03). */
  version: RunVersion
  /** Values of the start node (NOD-04). */
  params?: unknown
  subject?: { kind: string; id: string } | null
  test?: boolean
  /** The run, and its open wait, that waits for the end of this one. */
  parent?: { run: string; wait: string } | null
  /** Anything the host wants back with each call. */
  context?: unknown
}

const START = `
  with graph as (
    insert into run_graphs (hash, version) select * from unnest($5::text[], $6::json[]) on conflict (hash) do nothing
  ), run as (
    insert into runs (id, playbook_id, playbook_version, name, graph_hash, subject_kind, subject_id, test, params, context,
      parent_run, parent_wait)
    select * from unnest($1::uuid[], $2::text[], $3::int[], $4::text[], $7::text[], $8::text[], $9::text[], $10::bool[],
      $11::json[], $12::json[], $13::uuid[], $14::text[])
  )
  insert into tocsin.work (lane, kind, ref) select 'run', 'run', id::text from unnest($1::uuid[]) as started (id)`

/**
 * Queues a run in the caller's transaction, as the instance's role with its search path. Wake the queue after the
 * commit. Answers the id of the run.
 */
export async function startRun(client: Queryable, run: NewRun): Promise<string> {
  const [id] = await startRuns(client, [run])
  if (id === undefined) throw new Error('The run was not started')
  return id
}

/** The same for several runs with one statement; answers their ids in order. */
export async function startRuns(client: Queryable, runs: readonly NewRun[]): Promise<string[]> {
  if (runs.length === 0) return []
  const ids = runs.map(() => timeOrderedId())
  const prints = new Map([...new Set(runs.map((run) => run.version))].map((version) => [version, fingerprint(version)]))
  const graphs = new Map([...prints.values()].map(({ hash, text }) => [hash, text]))
  await client.query(START, [
    uuids(ids),
    texts(runs.map((run) => run.playbookId)),
    integers(runs.map((run) => run.playbookVersion)),
    texts(runs.map((run) => run.name)),
    texts([...graphs.keys()]),
    documents([...graphs.values()]),
    texts(runs.map((run) => prints.get(run.version)?.hash ?? null)),
    texts(runs.map((run) => run.subject?.kind ?? null)),
    texts(runs.map((run) => run.subject?.id ?? null)),
    flags(runs.map((run) => run.test ?? false)),
    documents(runs.map((run) => JSON.stringify(run.params ?? null))),
    documents(runs.map((run) => JSON.stringify(run.context ?? null))),
    uuids(runs.map((run) => run.parent?.run ?? null)),
    texts(runs.map((run) => run.parent?.wait ?? null)),
  ])
  return ids
}

function fingerprint(version: RunVersion): { hash: string; text: string } {
  const text = JSON.stringify(version)
  return { text, hash: createHash('sha256').update(text).digest('hex') }
}
