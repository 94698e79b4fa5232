import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { entityType } from './entity.ts'
import { idParam, json, moment } from './lists.ts'

/** RUL-03: a filter with an empty field is ignored; all must hold (RUL-04). */
export const ruleFilter = z.object({
  /** Path into the alert: `alert.severity`, `event.actor.email`. A list holds if one of its values does. */
  field: z.string().trim().max(500),
  operator: z.enum(['is', 'isnot', 'contains', 'notcontains']),
  value: z.string().max(4000),
})
export type RuleFilter = z.infer<typeof ruleFilter>

/** Where a mapped value comes from: a path of the alert, a constant, or text with `{{input.<path>}}` in it. */
export const mappingSource = z.union([
  z.strictObject({ path: z.string().trim().min(1).max(500) }),
  z.strictObject({ constant: json }),
  z.strictObject({ template: z.string().max(20_000) }),
])
export type MappingSource = z.infer<typeof mappingSource>

/**
 * Where it goes: a field of the incident or triage event by internal name (`restriction`, `opt_3`), a custom field by
 * its id, an artifact by name, or an entity (`type` null recognises the type from the value).
 */
export const mappingTarget = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('field'), name: z.string().trim().min(1).max(100) }),
  z.object({ kind: z.literal('custom-field'), id: z.string().max(100) }),
  z.object({ kind: z.literal('artifact'), name: z.string().trim().min(1).max(255) }),
  z.object({ kind: z.literal('entity'), type: entityType.nullable() }),
])
export type MappingTarget = z.infer<typeof mappingTarget>

/** RUL-08 */
export const ruleMapping = z.object({
  from: mappingSource,
  to: mappingTarget,
  /** Translates the value: `{"1": "High"}`; compared as text without regard to case. */
  values: z.record(z.string().max(255), json).optional(),
  /** Instead of a value that is missing or not among `values`; without it the value stays as it is. */
  otherwise: json.optional(),
})
export type RuleMapping = z.infer<typeof ruleMapping>

export const ruleAction = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('create-incident'),
    /** The incident template (RUL-06); null takes the fields only from the mapping. */
    templateId: z.string().max(100).nullable(),
    labelId: z.string().max(100).nullable().default(null),
    ownerId: z.string().max(100).nullable().default(null),
  }),
  z.object({ kind: z.literal('add-to-triage') }),
])
export type RuleAction = z.infer<typeof ruleAction>

/** Alerts with equal values at these paths join what the first of them opened, as long as it is open. */
export const ruleGrouping = z.object({
  paths: z.array(z.string().trim().min(1).max(500)).min(1).max(10),
  /** Counted from the last alert of the group. */
  windowMinutes: z
    .number()
    .int()
    .min(1)
    .max(60 * 24 * 30),
})
export type RuleGrouping = z.infer<typeof ruleGrouping>

/** Entities out of every value of the alert below `path` (null: the whole alert). */
export const ruleHarvest = z.object({ path: z.string().trim().max(500).nullable() })

export const automationRule = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  source: z.string(),
  enabled: z.boolean(),
  /** Rules of a source are tried in this order; the first that matches decides. */
  position: z.number().int(),
  filters: z.array(ruleFilter),
  mappings: z.array(ruleMapping),
  harvest: ruleHarvest.nullable(),
  action: ruleAction,
  grouping: ruleGrouping.nullable(),
  shipped: z.boolean(),
  /** Alerts that this rule decided. */
  matchedCount: z.number().int(),
  lastMatchedAt: moment.nullable(),
  createdAt: moment,
  version: z.number().int(),
})
export type AutomationRule = z.infer<typeof automationRule>

const name = z.string().trim().min(1).max(255)
const source = z.string().trim().min(1).max(100)
const written = {
  description: z.string().max(4000).optional(),
  enabled: z.boolean().optional(),
  filters: z.array(ruleFilter).max(100).optional(),
  mappings: z.array(ruleMapping).max(200).optional(),
  harvest: ruleHarvest.nullable().optional(),
  grouping: ruleGrouping.nullable().optional(),
}

export const listAutomationRules = endpoint({
  name: 'listAutomationRules',
  method: 'GET',
  path: '/automation-rules',
  summary: 'Rules over sources of alerts, in the order in which they are tried (RUL-01)',
  capability: 'automation-rule.access',
  query: z.object({ source: z.string().max(100).optional() }),
  response: z.object({ items: z.array(automationRule) }),
})

export const getAutomationRule = endpoint({
  name: 'getAutomationRule',
  method: 'GET',
  path: '/automation-rules/{id}',
  summary: 'One rule',
  capability: 'automation-rule.access',
  params: idParam,
  response: automationRule,
  errors: ['not_found'],
})

export const createAutomationRule = endpoint({
  name: 'createAutomationRule',
  method: 'POST',
  path: '/automation-rules',
  summary: 'Add a rule at the end of its source',
  capability: 'automation-rule.configure',
  body: z.object({ name, source, action: ruleAction, ...written }),
  status: 201,
  response: automationRule,
  errors: ['name_taken', 'not_found'],
})

export const changeAutomationRule = endpoint({
  name: 'changeAutomationRule',
  method: 'PATCH',
  path: '/automation-rules/{id}',
  summary: 'Change, enable or disable a rule',
  capability: 'automation-rule.configure',
  params: idParam,
  body: z.object({
    version: z.number().int().optional(),
    name: name.optional(),
    source: source.optional(),
    action: ruleAction.optional(),
    ...written,
  }),
  response: automationRule,
  errors: ['not_found', 'name_taken', 'stale_version'],
})

export const orderAutomationRules = endpoint({
  name: 'orderAutomationRules',
  method: 'PUT',
  path: '/automation-rules/order',
  summary: 'Set the order of all rules of one source',
  capability: 'automation-rule.configure',
  body: z.object({ source, ids: z.array(z.string().max(100)).min(1).max(1000) }),
  response: z.object({ items: z.array(automationRule) }),
  errors: ['not_found', 'wrong_state'],
})

export const removeAutomationRule = endpoint({
  name: 'removeAutomationRule',
  method: 'DELETE',
  path: '/automation-rules/{id}',
  summary: 'Remove a rule; what it decided keeps its name',
  capability: 'automation-rule.configure',
  params: idParam,
  status: 204,
  response: z.undefined(),
  errors: ['not_found'],
})

/** What a rule would make of one alert. */
export const dryRunResult = z.object({
  alertId: z.number().int().nullable(),
  title: z.string(),
  matches: z.boolean(),
  /** The filters that do not hold, as text: `alert.severity is 1 (found 3)`. */
  failedFilters: z.array(z.string()),
  /** An enabled rule before this one that takes the alert first. */
  takenBy: z.string().nullable(),
  /** Null where the rule does not match. */
  would: z
    .object({
      action: z.enum(['create-incident', 'add-to-triage']),
      fields: z.record(z.string(), json),
      artifacts: z.array(z.object({ name: z.string(), value: z.string() })),
      entities: z.array(z.object({ type: entityType, value: z.string() })),
      /** Values of the grouping, or null without one. */
      group: z.array(z.string()).nullable(),
      /** Why it would fail (NEW-14), or null. */
      error: z.string().nullable(),
    })
    .nullable(),
})
export type DryRunResult = z.infer<typeof dryRunResult>

export const dryRunAutomationRule = endpoint({
  name: 'dryRunAutomationRule',
  method: 'POST',
  path: '/automation-rules/{id}/dry-run',
  summary: 'Show which alerts a rule would match and what it would create, without doing it (RUL-13)',
  capability: 'automation-rule.access',
  params: idParam,
  body: z.object({
    /** Pasted samples; without them the last alerts of the source. */
    alerts: z.array(z.record(z.string(), json)).max(200).optional(),
    last: z.number().int().min(1).max(500).default(50),
  }),
  response: z.object({ examined: z.number().int(), matched: z.number().int(), results: z.array(dryRunResult) }),
  errors: ['not_found'],
})
