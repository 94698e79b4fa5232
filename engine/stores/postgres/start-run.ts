import { createHash } from 'node:crypto'
import type { RunVersion } from '../../decide/run-version.ts'
import type { Queryable } from '../../queue/settle-claim.ts'
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
    insert into run_graphs (hash, version) values ($5, $6) on conflict (hash) do nothing
  ), run as (
    insert into runs (id, playbook_id, playbook_version, name, graph_hash, subject_kind, subject_id, test, params, context,
      parent_run, parent_wait)
    values ($1, $2, $3, $4, $5, $7, $8, $9, $10, $11, $12, $13)
  )
  insert into tocsin.work (lane, kind, ref) values ('run', 'run', $1::text)`

/**
 * Queues a run in the caller's transaction, as the instance's role with its search path. Wake the queue after the
 * commit. Answers the id of the run.
 */
export async function startRun(client: Queryable, run: NewRun): Promise<string> {
  const id = timeOrderedId()
  const { hash, text } = fingerprint(run.version)
  await client.query(START, [
    id,
    run.playbookId,
    run.playbookVersion,
    run.name,
    hash,
    text,
    run.subject?.kind ?? null,
    run.subject?.id ?? null,
    run.test ?? false,
    JSON.stringify(run.params ?? null),
    JSON.stringify(run.context ?? null),
    run.parent?.run ?? null,
    run.parent?.wait ?? null,
  ])
  return id
}

function fingerprint(version: RunVersion): { hash: string; text: string } {
  const text = JSON.stringify(version)
  return { text, hash: createHash('sha256').update(text).digest('hex') }
}
