import type { ServerModule } from '../platform/index.ts'
import { followAdoptedFields } from './follow-adopted-fields.ts'
import { provisionRules } from './provision-rules.ts'
import { ruleRoutes } from './rule-routes.ts'
import './tables.ts'

/** Owns alert sources and the rules over them. Announces AutomationRuleCreated, …Updated, …Removed, AutomationRulesOrdered, AlertSource…. */
export const automationRules: ServerModule = {
  name: 'automation-rules',
  routes: ruleRoutes,
  subscriptions: [followAdoptedFields],
  provision: provisionRules,
}

export { getAlertSourceByName } from './alert-source-store.ts'
export { readMoment, readPath, storable, storableText, valuesAt } from './alert-value.ts'
export { applyRule, applyRules, ruleActor } from './apply-rules.ts'
export type { Decision, IncomingAlert } from './decision.ts'
export { loadInternalNames, loadRules, type RuleSet } from './load-rules.ts'
export { groupValues, mapAlert } from './map-alert.ts'
export { incidentFieldsOf, triageFieldsOf } from './mapped-fields.ts'
export { failedFilters, matches } from './match-rule.ts'
export { getRule, listRules } from './rule-list.ts'
