import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { idParam, json, listQuery, moment, page } from './lists.ts'

/** A path into an alert in the language of playbooks (PLC-15): `alert.signature_id`, `resources.[].arn`. */
const path = z.string().trim().min(1).max(500)
const sourceName = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][\w.-]{0,99}$/, 'Letters, digits, dots, dashes and underscores, at most 100')

/** A kind of alerts: how to tell that two are the same, and where title and time stand. */
export const alertSource = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  /** Values that together make an alert unique (NEW-19); empty means the whole alert. */
  keyPaths: z.array(z.string()),
  titlePath: z.string().nullable(),
  timePath: z.string().nullable(),
  shipped: z.boolean(),
  createdAt: moment,
  version: z.number().int(),
})
export type AlertSource = z.infer<typeof alertSource>

const sourceSettings = {
  description: z.string().max(1000).optional(),
  keyPaths: z.array(path).max(20).optional(),
  titlePath: path.nullable().optional(),
  timePath: path.nullable().optional(),
}

export const listAlertSources = endpoint({
  name: 'listAlertSources',
  method: 'GET',
  path: '/alert-sources',
  summary: 'Sources that alerts can come from',
  capability: 'alert.access',
  response: z.object({ items: z.array(alertSource) }),
})

export const createAlertSource = endpoint({
  name: 'createAlertSource',
  method: 'POST',
  path: '/alert-sources',
  summary: 'Add a source of alerts',
  capability: 'automation-rule.configure',
  body: z.object({ name: sourceName, ...sourceSettings }),
  status: 201,
  response: alertSource,
  errors: ['name_taken'],
})

export const changeAlertSource = endpoint({
  name: 'changeAlertSource',
  method: 'PATCH',
  path: '/alert-sources/{id}',
  summary: 'Change a source; a new key applies to alerts from now on',
  capability: 'automation-rule.configure',
  params: idParam,
  body: z.object({ version: z.number().int().optional(), name: sourceName.optional(), ...sourceSettings }),
  response: alertSource,
  errors: ['not_found', 'name_taken', 'stale_version'],
})

export const removeAlertSource = endpoint({
  name: 'removeAlertSource',
  method: 'DELETE',
  path: '/alert-sources/{id}',
  summary: 'Remove a source that has neither alerts nor rules',
  capability: 'automation-rule.configure',
  params: idParam,
  status: 204,
  response: z.undefined(),
  errors: ['not_found', 'in_use'],
})

/**
 * What became of an alert: waiting for the rules, an incident, a triage event, dropped because no rule matched,
 * or failed with the reason (NEW-14). A repetition is not an alert of its own but counted in `duplicates`.
 */
export const alertOutcome = z.enum(['pending', 'incident', 'triage', 'dropped', 'failed'])
export type AlertOutcome = z.infer<typeof alertOutcome>

export const alert = z.object({
  id: z.number().int(),
  source: z.string(),
  title: z.string(),
  receivedAt: moment,
  /** When it happened, by the alert's own word. */
  occurredAt: moment.nullable(),
  outcome: alertOutcome,
  /** The rule that decided; its name stays when the rule is gone. */
  rule: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** What was created or added to, by resource name of the API. */
  result: z
    .object({
      kind: z.enum(['incidents', 'triage-events']),
      id: z.string(),
      /** Incident ID as people write it; absent for triage events. */
      label: z.string().optional(),
    })
    .nullable(),
  reason: z.string().nullable(),
  processedAt: moment.nullable(),
  /** How often the same alert came again. */
  duplicates: z.number().int(),
  lastSeenAt: moment,
})
export type Alert = z.infer<typeof alert>

export const alertDetail = alert.extend({ raw: json })
export type AlertDetail = z.infer<typeof alertDetail>

export const receivedAlerts = z.object({
  /** Alerts read from the request, repetitions included. */
  received: z.number().int(),
  /** How many of them were there already. */
  duplicates: z.number().int(),
  /** What could not be read, by line of the body (from 1); at most the first 100. */
  malformed: z.array(z.object({ line: z.number().int(), message: z.string() })),
  malformedCount: z.number().int(),
})
export type ReceivedAlerts = z.infer<typeof receivedAlerts>

export const receiveAlerts = endpoint({
  name: 'receiveAlerts',
  method: 'POST',
  path: '/alerts',
  summary: 'Take alerts: one object, an array, or NDJSON; answered when they are durable (NEW-10, NEW-19)',
  capability: 'alert.ingest',
  query: z.object({ source: z.string().min(1).max(100) }),
  bodyType: 'raw',
  status: 202,
  response: receivedAlerts,
  errors: ['not_found', 'invalid_input', 'too_large'],
})

export const listAlerts = endpoint({
  name: 'listAlerts',
  method: 'GET',
  path: '/alerts',
  summary: 'Alerts, newest first, and what became of them; `query` finds text in the title',
  capability: 'alert.access',
  query: listQuery.extend({
    source: z.string().max(100).optional(),
    outcome: alertOutcome.optional(),
    ruleId: z.string().max(100).optional(),
    incidentId: z.string().max(100).optional(),
    triageEventId: z.string().max(100).optional(),
  }),
  response: page(alert),
  errors: ['invalid_query'],
})

export const getAlert = endpoint({
  name: 'getAlert',
  method: 'GET',
  path: '/alerts/{id}',
  summary: 'One alert as it came, and what became of it',
  capability: 'alert.access',
  params: idParam,
  response: alertDetail,
  errors: ['not_found'],
})

export const summarizeAlerts = endpoint({
  name: 'summarizeAlerts',
  method: 'GET',
  path: '/alerts/summary',
  summary: 'How many alerts became what, by source, outcome and rule',
  capability: 'alert.access',
  query: z.object({ source: z.string().max(100).optional() }),
  response: z.object({
    total: z.number().int(),
    duplicates: z.number().int(),
    items: z.array(
      z.object({
        source: z.string(),
        outcome: alertOutcome,
        rule: z.string().nullable(),
        count: z.number().int(),
        duplicates: z.number().int(),
      }),
    ),
  }),
})

export const retryAlert = endpoint({
  name: 'retryAlert',
  method: 'POST',
  path: '/alerts/{id}/retry',
  summary: 'Apply the rules again to an alert that failed or that no rule matched',
  capability: 'automation-rule.configure',
  params: idParam,
  status: 202,
  response: alert,
  errors: ['not_found', 'wrong_state'],
})
