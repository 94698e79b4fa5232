import type { EntryOf } from '@tocsin/engine/journal/entry.ts'
import type { RunEvent } from '@tocsin/engine/journal/run-identity.ts'
import { lookAtConditions } from '@tocsin/engine/stores/postgres/send-signal.ts'
import { sql } from 'kysely'
import { queryable, type Tx } from '../platform/index.ts'
import { endChildren, endOfRun, startChildRun } from './child-runs.ts'
import { makeTask, withdrawTaskOf } from './run-tasks.ts'

/** What the facts of a run bring about elsewhere, in the transaction that records them: exactly once. */
export async function followRunEvents(tx: Tx, events: readonly RunEvent[]): Promise<void> {
  for (const event of events) {
    const { entry } = event
    if (entry.type === 'wait-opened') await follow(tx, event, entry)
    else if (entry.type === 'wait-closed') await followEnd(tx, event, entry)
    else if (entry.type === 'run-finished') await endOfRun(tx, event)
  }
  const waited = events.filter(({ entry }) => entry.type === 'wait-opened' || entry.type === 'wait-closed')
  for (const id of new Set(waited.map(({ run }) => run.id))) await noteWhatHolds(tx, id)
}

async function follow(tx: Tx, { run }: RunEvent, entry: EntryOf<'wait-opened'>): Promise<void> {
  const { details } = entry
  if (details.kind === 'child') await startChildRun(tx, run, entry, details)
  else if (details.kind === 'task') await makeTask(tx, run, entry, details)
  else if (details.kind === 'condition') {
    // What changed between the first look and this transaction woke nobody.
    await lookAtConditions(queryable(tx), { run: run.id })
    tx.afterCommit(() => tx.instance.wakeWorkers())
  }
}

async function followEnd(tx: Tx, event: RunEvent, entry: EntryOf<'wait-closed'>): Promise<void> {
  const kind = event.node?.kind
  if (kind === 'playbook' || kind === 'repeat') await endChildren(tx, event, entry)
  else if (kind === 'task' && (entry.by === 'kill' || entry.by === 'rerun')) await withdrawTaskOf(event, entry.wait, tx)
}

/** Kept with the run, so that lists need not look for its waits (EXE-02). */
async function noteWhatHolds(tx: Tx, id: string): Promise<void> {
  await sql`
    update runs set waiting_for = (
      select case when kind in ('choice', 'manual', 'lost') then 'user' when kind = 'task' then 'owner'
        when kind = 'child' then 'playbook' when kind = 'condition' then 'condition' else 'time' end
      from run_waits where run_id = ${id} and closed_at is null
      order by array_position(array['choice', 'manual', 'lost', 'task', 'child', 'condition', 'time', 'pause'], kind) limit 1)
    where id = ${id}
  `.execute(tx.sql)
}
