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
