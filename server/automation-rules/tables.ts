import type { RuleAction, RuleFilter, RuleGrouping, RuleMapping } from '@tocsin/contracts/automation-rule.ts'
import type { ColumnType, Generated } from 'kysely'
import type { DefaultDocument, Document, Stamp } from '../platform/index.ts'

export interface AlertSourceTable {
  id: Generated<string>
  name: string
  description: Generated<string>
  key_paths: Generated<string[]>
  title_path: string | null
  time_path: string | null
  shipped: Generated<boolean>
  created_at: Stamp
  version: Generated<number>
}

export interface AutomationRuleTable {
  id: Generated<string>
  name: string
  description: Generated<string>
  source_id: string
  enabled: Generated<boolean>
  position: number
  filters: DefaultDocument<RuleFilter[]>
  mappings: DefaultDocument<RuleMapping[]>
  harvest: Document<{ path: string | null } | null> | null
  action: Document<RuleAction>
  grouping: Document<RuleGrouping | null> | null
  shipped_as: string | null
  matched_count: Generated<number>
  last_matched_at: ColumnType<Date | null, Date | undefined, Date>
  created_at: Stamp
  version: Generated<number>
}

export interface RuleGroupTable {
  rule_id: string
  digest: Buffer
  result_kind: 'incidents' | 'triage-events'
  result_id: string
  last_alert_at: ColumnType<Date, Date, Date>
}

declare module '../platform/database/tables.ts' {
  interface Tables {
    alert_sources: AlertSourceTable
    automation_rules: AutomationRuleTable
    rule_groups: RuleGroupTable
    shipped_rules_removed: { name: string }
  }
}
