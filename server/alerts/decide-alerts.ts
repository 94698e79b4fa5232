import { sql } from 'kysely'
import { z } from 'zod'
import { applyRules, type Decision, loadRules, type RuleSet } from '../automation-rules/index.ts'
import { changed, Failure, type Instance, inSavepoint, isPassing, job, type Tx } from '../platform/index.ts'

export const DECIDE_JOB = 'decide-alerts'

const AT_ONCE = 25
const TIME_SLICE_MS = 5_000
const BUSY_PAUSE_MS = 500

/**
 * Applies the rules to whatever alerts wait, in the order of arrival. Several jobs of this kind may be queued: the first
 * does the work of all, one at a time per instance, so that alerts of one group meet in order.
 */
export const decideAlerts = job({
  kind: DECIDE_JOB,
  payload: z.unknown(),
  async run(instance, _payload, run) {
    const end = Date.now() + TIME_SLICE_MS
    for (;;) {
      const decided = await decideBatch(instance, AT_ONCE).catch((error) => decideOne(instance, error))
      if (decided === 0) return
      if (decided === 'busy') return run.repeatAt(later(BUSY_PAUSE_MS))
      if (run.signal.aborted || Date.now() > end) return run.repeatAt(later(0))
    }
  },
})

function later(ms: number): Date {
  return new Date(Date.now() + ms)
}

interface WaitingAlert {
  id: number
  source_id: string
  source: string
  title: string
  occurred_at: Date | null
  raw: unknown
}

/**
 * Decides the next alerts in one transaction: what they became and that they became it are committed together, exactly
 * once. Gives how many, or `busy` while another worker does this instance's alerts.
 */
export async function decideBatch(instance: Instance, count: number): Promise<number | 'busy'> {
  return instance.database.write(async (tx) => {
    const lock = await sql<{ mine: boolean }>`
      select pg_try_advisory_xact_lock(hashtextextended(current_schema() || ':decide-alerts', 0)) as mine
    `.execute(tx.sql)
    if (!lock.rows[0]?.mine) return 'busy'
    const waiting = await tx.sql
      .selectFrom('alerts')
      .innerJoin('alert_sources', 'alert_sources.id', 'alerts.source_id')
      .select(['alerts.id', 'source_id', 'alert_sources.name as source', 'title', 'occurred_at', 'raw'])
      .where('outcome', '=', 'pending')
      .orderBy('alerts.id')
      .limit(count)
      .forNoKeyUpdate('alerts')
      .execute()
    if (waiting.length === 0) return 0
    const rules = await loadRules(tx)
    const decisions: { id: number; decision: Decision }[] = []
    for (const alert of waiting) decisions.push({ id: alert.id, decision: await decide(tx, rules, alert) })
    await record(tx, decisions)
    return waiting.length
  })
}

/** After a batch failed as a whole: only its first alert, and if that fails too it is marked so that the rest goes on. */
async function decideOne(instance: Instance, cause: unknown): Promise<number | 'busy'> {
  if (isPassing(cause)) throw cause
  instance.log.warn({ err: cause }, 'A batch of alerts could not be decided together; going on one by one')
  try {
    return await decideBatch(instance, 1)
  } catch (error) {
    if (isPassing(error)) throw error
    return instance.database.write(async (tx) => {
      const alert = await tx.sql
        .selectFrom('alerts')
        .select('id')
        .where('outcome', '=', 'pending')
        .orderBy('id')
        .limit(1)
        .forNoKeyUpdate()
        .executeTakeFirst()
      if (!alert) return 0
      await record(tx, [{ id: alert.id, decision: failed(instance, alert.id, error, null) }])
      return 1
    })
  }
}

/** Each alert in a savepoint of its own: one that fails takes nothing of the others with it. */
async function decide(tx: Tx, rules: RuleSet, alert: WaitingAlert): Promise<Decision> {
  const outcome = await inSavepoint(tx, (inner) =>
    applyRules(inner, rules, {
      id: alert.id,
      sourceId: alert.source_id,
      source: alert.source,
      title: alert.title,
      occurredAt: alert.occurred_at,
      raw: alert.raw,
    }),
  )
  if ('done' in outcome) return outcome.done
  return failed(tx.instance, alert.id, outcome.failed, rules.matching(alert.source_id, alert.raw))
}

function failed(instance: Instance, id: number, error: unknown, rule: Decision['rule']): Decision {
  if (error instanceof Failure) {
    const details = (error.details ?? []).map((each) => [each.path, each.message].filter(Boolean).join(' ')).join('; ')
    const said = error.message.includes(details)
    return {
      outcome: 'failed',
      rule,
      result: null,
      reason: details && !said ? `${error.message} (${details})` : error.message,
    }
  }
  instance.log.error({ err: error, alert: id }, 'An alert could not be decided')
  const reason = `An internal error happened; the log names it by alert ${id}. Retry when it is solved.`
  return { outcome: 'failed', rule, result: null, reason }
}

async function record(tx: Tx, decisions: readonly { id: number; decision: Decision }[]): Promise<void> {
  const column = <T>(pick: (decision: Decision) => T) => decisions.map(({ decision }) => pick(decision))
  await sql`
    update alerts set outcome = d.outcome, rule_id = d.rule_id, rule_name = d.rule_name, result_kind = d.result_kind,
      result_id = d.result_id, reason = d.reason, processed_at = now()
    from unnest(
      ${decisions.map(({ id }) => id)}::bigint[], ${column((d) => d.outcome)}::text[],
      ${column((d) => d.rule?.id ?? null)}::uuid[], ${column((d) => d.rule?.name ?? null)}::text[],
      ${column((d) => d.result?.kind ?? null)}::text[], ${column((d) => d.result?.id ?? null)}::text[],
      ${column((d) => d.reason)}::text[]
    ) as d(id, outcome, rule_id, rule_name, result_kind, result_id, reason)
    where alerts.id = d.id
  `.execute(tx.sql)
  await sql`
    update automation_rules r set matched_count = matched_count + d.count, last_matched_at = now()
    from (select rule_id, count(*) from unnest(${column((d) => d.rule?.id ?? null)}::uuid[]) as of(rule_id)
          where rule_id is not null group by rule_id) d
    where r.id = d.rule_id
  `.execute(tx.sql)
  changed(tx, 'alerts', 'several')
}
