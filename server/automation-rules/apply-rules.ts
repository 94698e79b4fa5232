import { withPrerequisites } from '@tocsin/contracts'
import type { AutomationRule } from '@tocsin/contracts/automation-rule.ts'
import { createIncident } from '../incidents/index.ts'
import { type Actor, machineActor, type Tx } from '../platform/index.ts'
import { addToTriage } from '../triage/index.ts'
import { joinGroup, openGroup } from './alert-group.ts'
import type { Decision, IncomingAlert } from './decision.ts'
import type { RuleSet } from './load-rules.ts'
import { groupValues, type MappedAlert, mapAlert } from './map-alert.ts'
import { incidentFieldsOf, triageFieldsOf } from './mapped-fields.ts'

/** Decides an alert by the first rule that matches (NEW-10). Throws the Failure of whatever could not be created (NEW-14). */
export async function applyRules(tx: Tx, rules: RuleSet, alert: IncomingAlert): Promise<Decision> {
  const rule = rules.matching(alert.sourceId, alert.raw)
  if (!rule) return { outcome: 'dropped', rule: null, result: null, reason: 'No rule matched.' }
  return applyRule(tx, rule, mapAlert(rule, alert.raw, rules.internalNameOf), alert)
}

/** Does what one rule says about an alert. */
export async function applyRule(
  tx: Tx,
  rule: AutomationRule,
  mapped: MappedAlert,
  alert: IncomingAlert,
): Promise<Decision> {
  const actor = ruleActor(rule)
  const named = { id: rule.id, name: rule.name }
  const group = rule.grouping ? groupValues(rule.grouping.paths, alert.raw) : null
  if (rule.grouping && group) {
    const joined = await joinGroup(tx, actor, { rule, grouping: rule.grouping, group, mapped, alert })
    if (joined) {
      const outcome = joined.kind === 'incidents' ? 'incident' : 'triage'
      return {
        outcome,
        rule: named,
        result: joined,
        reason: `Joined the group of ${group.filter(Boolean).join(' · ')}.`,
      }
    }
  }
  const result = await create(tx, actor, rule, mapped, alert)
  if (group) await openGroup(tx, rule.id, group, result)
  return { outcome: result.kind === 'incidents' ? 'incident' : 'triage', rule: named, result, reason: null }
}

async function create(
  tx: Tx,
  actor: Actor,
  rule: AutomationRule,
  mapped: MappedAlert,
  alert: IncomingAlert,
): Promise<{ kind: 'incidents' | 'triage-events'; id: string }> {
  if (rule.action.kind === 'add-to-triage') {
    const event = await addToTriage(tx, actor, {
      ...triageFieldsOf(mapped, alert),
      source: alert.source,
      alertId: alert.id,
      entities: mapped.entities,
    })
    return { kind: 'triage-events', id: String(event.id) }
  }
  const { templateId, labelId } = rule.action
  const incident = await createIncident(tx, actor, {
    ...(templateId === null ? {} : { templateId }),
    ...(labelId === null ? {} : { labelId }),
    fields: incidentFieldsOf(mapped, alert, rule.action.ownerId),
    artifacts: mapped.artifacts,
    entities: mapped.entities,
    generatedBy: { kind: 'rule', id: rule.id, name: rule.name },
  })
  return { kind: 'incidents', id: String(incident.id) }
}

/** A rule may what it needs to make incidents and events, and nothing else. */
export function ruleActor(rule: Pick<AutomationRule, 'id' | 'name'>): Actor {
  return machineActor(
    { kind: 'rule', id: rule.id, name: rule.name },
    withPrerequisites([
      'incident.edit',
      'incident.access-all',
      'incident.ownership',
      'triage.edit',
      'triage.access-all',
    ]),
  )
}
