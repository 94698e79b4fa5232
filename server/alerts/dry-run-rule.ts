import type { BodyOf, Json, ResponseOf } from '@tocsin/contracts'
import type {
  AutomationRule,
  dryRunAutomationRule as contract,
  DryRunResult,
} from '@tocsin/contracts/automation-rule.ts'
import { parsePath } from '@tocsin/engine'
import { sql } from 'kysely'
import {
  applyRule,
  failedFilters,
  getAlertSourceByName,
  getRule,
  groupValues,
  type IncomingAlert,
  incidentFieldsOf,
  loadRules,
  mapAlert,
  type RuleSet,
  readMoment,
  storableText,
  triageFieldsOf,
  valuesAt,
} from '../automation-rules/index.ts'
import { Failure, isPassing, type Tx } from '../platform/index.ts'

/**
 * Shows what a rule would do with pasted samples or the last alerts of its source (RUL-13). Each match is really tried in a
 * savepoint that is taken back, so the error shown is the error it would be (NEW-14).
 */
export async function dryRunRule(
  tx: Tx,
  id: string,
  input: BodyOf<typeof contract>,
): Promise<ResponseOf<typeof contract>> {
  const rule = await getRule(tx, id)
  const rules = await loadRules(tx)
  const alerts = input.alerts ? await samples(tx, rule, input.alerts) : await lastAlerts(tx, rule, input.last)
  const results: DryRunResult[] = []
  for (const alert of alerts) results.push(await tryRule(tx, rule, rules, alert))
  return { examined: results.length, matched: results.filter((result) => result.matches).length, results }
}

async function tryRule(tx: Tx, rule: AutomationRule, rules: RuleSet, alert: IncomingAlert): Promise<DryRunResult> {
  const failed = failedFilters(rule.filters, alert.raw)
  const first = rules.matching(alert.sourceId, alert.raw)
  const base = { alertId: alert.id, title: alert.title, matches: failed.length === 0, failedFilters: failed }
  const takenBy = first && first.id !== rule.id && (first.position < rule.position || !rule.enabled) ? first.name : null
  if (failed.length > 0) return { ...base, takenBy: null, would: null }
  const mapped = mapAlert(rule, alert.raw, rules.internalNameOf)
  const fields =
    rule.action.kind === 'create-incident'
      ? incidentFieldsOf(mapped, alert, rule.action.ownerId)
      : flat(triageFieldsOf(mapped, alert))
  return {
    ...base,
    takenBy,
    would: {
      action: rule.action.kind,
      fields,
      artifacts: mapped.artifacts,
      entities: mapped.entities,
      group: rule.grouping ? groupValues(rule.grouping.paths, alert.raw) : null,
      error: await errorOf(tx, rule, mapped, alert),
    },
  }
}

function flat({ fields, ...rest }: ReturnType<typeof triageFieldsOf>): Record<string, Json> {
  const present = Object.entries({ ...rest, ...fields }).filter(([, value]) => value !== undefined)
  return Object.fromEntries(present) as Record<string, Json>
}

async function errorOf(
  tx: Tx,
  rule: AutomationRule,
  mapped: ReturnType<typeof mapAlert>,
  alert: IncomingAlert,
): Promise<string | null> {
  await sql`savepoint trial`.execute(tx.sql)
  try {
    await applyRule({ ...tx, afterCommit: () => {} }, rule, mapped, alert)
    return null
  } catch (error) {
    if (isPassing(error)) throw error
    if (!(error instanceof Failure)) throw error
    const details = (error.details ?? []).map((each) => [each.path, each.message].filter(Boolean).join(' '))
    return [error.message, ...details.filter((detail) => !error.message.includes(detail))].join(' · ')
  } finally {
    await sql`rollback to savepoint trial`.execute(tx.sql)
  }
}

async function samples(
  tx: Tx,
  rule: AutomationRule,
  alerts: readonly Record<string, Json>[],
): Promise<IncomingAlert[]> {
  const source = await getAlertSourceByName(tx, rule.source)
  const first = (path: string | null, alert: unknown) =>
    path === null ? undefined : valuesAt(parsePath(path), alert)[0]
  return alerts.map((raw) => ({
    id: null,
    sourceId: source.id,
    source: source.name,
    title: storableText(first(source.titlePath, raw)).slice(0, 500) || 'Alert',
    occurredAt: readMoment(first(source.timePath, raw)),
    raw,
  }))
}

async function lastAlerts(tx: Tx, rule: AutomationRule, count: number): Promise<IncomingAlert[]> {
  const source = await getAlertSourceByName(tx, rule.source)
  const rows = await tx.sql
    .selectFrom('alerts')
    .select(['id', 'title', 'occurred_at', 'raw'])
    .where('source_id', '=', source.id)
    .orderBy('id', 'desc')
    .limit(count)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    sourceId: source.id,
    source: source.name,
    title: row.title,
    occurredAt: row.occurred_at,
    raw: row.raw,
  }))
}
