import type { RerunScope, WaitAnswer } from '../../journal/entry.ts'
import type { Queryable } from '../../queue/settle-claim.ts'

/** How an answer fared: taken; nothing is open there; somebody or the clock was first. */
export type AnswerFate = 'taken' | 'not_waiting' | 'already_answered'

/**
 * Answers what a node waits for, in the caller's transaction as the instance's role. The first answer wins. Wake the
 * queue after the commit. Who may answer is the caller's business.
 */
export async function answerWait(
  client: Queryable,
  runId: string,
  nodeId: string,
  answer: WaitAnswer,
): Promise<AnswerFate> {
  const taken = await client.query(
    `update run_waits set answer = $4, answered_at = now()
    where (run_id, wait) = (
      select run_id, wait from run_waits
      where run_id = $1 and node_id = $2 and kind = $3 and closed_at is null order by opened_at limit 1)
      and closed_at is null and answered_at is null`,
    [runId, nodeId, answer.kind, JSON.stringify(answer)],
  )
  if (taken.rowCount === 1) {
    await wakeRun(client, runId)
    return 'taken'
  }
  const open = await client.query(
    `select answered_at from run_waits where run_id = $1 and node_id = $2 and kind = $3 and answered_at is not null limit 1`,
    [runId, nodeId, answer.kind],
  )
  return open.rows.length > 0 ? 'already_answered' : 'not_waiting'
}

/** The same for one wait by its name, for hosts that answer themselves: the end of another run, a task. */
export async function answerNamedWait(
  client: Queryable,
  runId: string,
  wait: string,
  answer: WaitAnswer,
): Promise<AnswerFate> {
  const found = await client.query(
    `update run_waits set answer = $3, answered_at = now()
    where run_id = $1 and wait = $2 and closed_at is null and answered_at is null`,
    [runId, wait, JSON.stringify(answer)],
  )
  if (found.rowCount !== 1) return 'not_waiting'
  await wakeRun(client, runId)
  return 'taken'
}

/** Asks runs to look at their open conditions again, in the transaction of what these read. Answers how many there are. */
export async function lookAtConditions(
  client: Queryable,
  where: { run: string } | { subject: { kind: string; id: string } },
): Promise<number> {
  const one = 'run' in where
  const found = await client.query(
    `insert into run_signals (run_id, kind, body)
    select r.id, 'look', json_build_object() from runs r
    where ${one ? 'r.id = $1' : 'r.subject_kind = $1 and r.subject_id = $2'}
      and exists (select from run_waits w where w.run_id = r.id and w.kind = 'condition' and w.closed_at is null)
    returning run_id`,
    one ? [where.run] : [where.subject.kind, where.subject.id],
  )
  for (const row of found.rows) await wakeRun(client, String(row.run_id))
  return found.rows.length
}

/** Orders a run to end (EXE-10, EXE-12). False where it is over already, or unknown. */
export async function killRun(
  client: Queryable,
  runId: string,
  order: { by: string | null; reason?: string | null },
): Promise<boolean> {
  const sent = await client.query(
    `insert into run_signals (run_id, kind, body)
    select id, 'kill', $2 from runs where id = $1 and status in ('queued', 'running', 'waiting')`,
    [runId, JSON.stringify({ by: order.by, reason: order.reason ?? null })],
  )
  if (sent.rowCount !== 1) return false
  await wakeRun(client, runId)
  return true
}

/** Orders a node to run again, alone or with all that follows, also in a run that is over (EXE-11). False: no such run. */
export async function rerunNode(
  client: Queryable,
  runId: string,
  order: { node: string; scope: RerunScope; by: string | null },
): Promise<boolean> {
  const sent = await client.query(
    `insert into run_signals (run_id, kind, body) select id, 'rerun', $2 from runs where id = $1`,
    [runId, JSON.stringify(order)],
  )
  if (sent.rowCount !== 1) return false
  await wakeRun(client, runId)
  return true
}

/** The row of a run that is over is put in again; one that is held is marked, and its holder looks. */
async function wakeRun(client: Queryable, runId: string): Promise<void> {
  await client.query(
    `insert into tocsin.work (lane, kind, ref) values ('run', 'run', $1)
    on conflict (instance_role, kind, ref) do update set available_at = least(tocsin.work.available_at, now())`,
    [runId],
  )
}
