import type { AutomationRule } from '@tocsin/contracts/automation-rule.ts'
import { listCustomFields } from '../custom-fields/index.ts'
import type { Tx } from '../platform/index.ts'
import { matches } from './match-rule.ts'
import { selectRules, toRule } from './rule-list.ts'

/** The enabled rules of an instance at one moment. */
export interface RuleSet {
  /** The first rule of the source that matches, or null. */
  matching(sourceId: string, alert: unknown): AutomationRule | null
  /** `opt_N` of a custom field by its id. */
  internalNameOf(customFieldId: string): string | undefined
}

export async function loadRules(tx: Tx): Promise<RuleSet> {
  const bySource = new Map<string, AutomationRule[]>()
  for (const row of await selectRules(tx).where('automation_rules.enabled', '=', true).execute()) {
    bySource.set(row.source_id, [...(bySource.get(row.source_id) ?? []), toRule(row)])
  }
  return {
    matching: (sourceId, alert) => bySource.get(sourceId)?.find((rule) => matches(rule.filters, alert)) ?? null,
    internalNameOf: await loadInternalNames(tx),
  }
}

export async function loadInternalNames(tx: Tx): Promise<(customFieldId: string) => string | undefined> {
  const fields = [...(await listCustomFields(tx, 'incidents')), ...(await listCustomFields(tx, 'triage'))]
  const names = new Map(fields.map((field) => [field.id, field.internalName]))
  return (id) => names.get(id)
}
