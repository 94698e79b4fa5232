import type { RuleFilter, RuleGrouping, RuleMapping } from '@tocsin/contracts/automation-rule.ts'
import { readPath } from './alert-value.ts'

/** Throws `invalid_input` at the first path of a rule that cannot be read, so that no alert ever meets it. */
export function checkRule(rule: {
  filters?: readonly RuleFilter[]
  mappings?: readonly RuleMapping[]
  harvest?: { path: string | null } | null
  grouping?: RuleGrouping | null
}): void {
  for (const [index, filter] of (rule.filters ?? []).entries()) {
    if (filter.field !== '') readPath(filter.field, `filters.${index}.field`)
  }
  for (const [index, { from }] of (rule.mappings ?? []).entries()) {
    if ('path' in from) readPath(from.path, `mappings.${index}.from.path`)
  }
  if (rule.harvest?.path) readPath(rule.harvest.path, 'harvest.path')
  for (const [index, path] of (rule.grouping?.paths ?? []).entries()) readPath(path, `grouping.paths.${index}`)
}
