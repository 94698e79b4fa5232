import { createHash } from 'node:crypto'
import type { AutomationRule, RuleGrouping } from '@tocsin/contracts/automation-rule.ts'
import { recordEntities } from '../entities/index.ts'
import { addArtifact, getIncident } from '../incidents/index.ts'
import { type Actor, emit, Failure, type Tx } from '../platform/index.ts'
import { getTriageEvent } from '../triage/index.ts'
import type { IncomingAlert } from './decision.ts'
import type { MappedAlert } from './map-alert.ts'

type Result = { kind: 'incidents' | 'triage-events'; id: string }

/**
 * Adds an alert to what the group of its rule opened, if that is still open and the window has not passed; an event that
 * was converted leads on to its incident. Null when something new must be created.
 */
export async function joinGroup(
  tx: Tx,
  actor: Actor,
  input: { rule: AutomationRule; grouping: RuleGrouping; group: string[]; mapped: MappedAlert; alert: IncomingAlert },
): Promise<Result | null> {
  const { rule, grouping, group, mapped, alert } = input
  const known = await tx.sql
    .selectFrom('rule_groups')
    .selectAll()
    .where('rule_id', '=', rule.id)
    .where('digest', '=', digestOf(group))
    .forUpdate()
    .executeTakeFirst()
  const now = tx.instance.clock.now()
  if (!known || now.getTime() - known.last_alert_at.getTime() > grouping.windowMinutes * 60_000) return null
  const result = await stillOpen(tx, actor, { kind: known.result_kind, id: known.result_id })
  if (!result) return null
  if (result.kind === 'incidents') {
    for (const artifact of mapped.artifacts) await addArtifact(tx, actor, result.id, artifact)
  }
  await recordEntities(tx, actor, mapped.entities, result)
  await emit(tx, actor, {
    type: 'AlertJoined',
    subject: { kind: 'alerts', id: alert.id ?? 'sample' },
    parent: result,
    after: { title: alert.title, rule: rule.name, group },
  })
  await openGroup(tx, rule.id, group, result)
  return result
}

/** From now on alerts of this group join `result`. */
export async function openGroup(tx: Tx, ruleId: string, group: string[], result: Result): Promise<void> {
  const values = { result_kind: result.kind, result_id: result.id, last_alert_at: tx.instance.clock.now() }
  await tx.sql
    .insertInto('rule_groups')
    .values({ rule_id: ruleId, digest: digestOf(group), ...values })
    .onConflict((conflict) => conflict.columns(['rule_id', 'digest']).doUpdateSet(values))
    .execute()
}

async function stillOpen(tx: Tx, actor: Actor, result: Result): Promise<Result | null> {
  try {
    if (result.kind === 'incidents') {
      const { open, fields } = await getIncident(tx, actor, result.id)
      return open && !fields.is_deleted ? result : null
    }
    const event = await getTriageEvent(tx, actor, result.id)
    if (event.state === 'converted' && event.incidentId) {
      return await stillOpen(tx, actor, { kind: 'incidents', id: event.incidentId })
    }
    return event.state === 'discarded' ? null : result
  } catch (error) {
    if (error instanceof Failure && error.code === 'not_found') return null
    throw error
  }
}

function digestOf(group: string[]): Buffer {
  return createHash('sha256').update(JSON.stringify(group)).digest()
}
