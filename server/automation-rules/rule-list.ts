import type { AutomationRule } from '@tocsin/contracts/automation-rule.ts'
import { notFound, type Tx } from '../platform/index.ts'

export function selectRules(tx: Tx) {
  return tx.sql
    .selectFrom('automation_rules')
    .innerJoin('alert_sources', 'alert_sources.id', 'automation_rules.source_id')
    .selectAll('automation_rules')
    .select('alert_sources.name as source')
    .orderBy('alert_sources.name')
    .orderBy('automation_rules.position')
    .orderBy('automation_rules.id')
}

type Row = Awaited<ReturnType<ReturnType<typeof selectRules>['execute']>>[number]

export function toRule(row: Row): AutomationRule {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    source: row.source,
    enabled: row.enabled,
    position: row.position,
    filters: row.filters,
    mappings: row.mappings,
    harvest: row.harvest,
    action: row.action,
    grouping: row.grouping,
    shipped: row.shipped_as !== null,
    matchedCount: row.matched_count,
    lastMatchedAt: row.last_matched_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    version: row.version,
  }
}

/** Rules in the order in which they are tried (RUL-01). */
export async function listRules(tx: Tx, filter: { source?: string; enabled?: true }): Promise<AutomationRule[]> {
  let rules = selectRules(tx)
  const { source } = filter
  if (source !== undefined) {
    rules = rules.where((where) => where(where.fn<string>('lower', ['alert_sources.name']), '=', source.toLowerCase()))
  }
  if (filter.enabled) rules = rules.where('automation_rules.enabled', '=', true)
  return (await rules.execute()).map(toRule)
}

export async function getRule(tx: Tx, id: string): Promise<AutomationRule> {
  const row = await selectRules(tx)
    .where((where) => where(where.cast<string>('automation_rules.id', 'text'), '=', id))
    .executeTakeFirst()
  if (!row) throw notFound('automation rule', id)
  return toRule(row)
}
