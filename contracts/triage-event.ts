import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { entity } from './entity.ts'
import { ability, actorRef, idParam, json, listQuery, moment, page } from './lists.ts'

/** TRI-03: waiting for somebody, taken by somebody, made an incident, or closed without one. */
export const triageState = z.enum(['pending', 'grabbed', 'converted', 'discarded'])
export type TriageState = z.infer<typeof triageState>

export const severity = z.enum(['Low', 'Medium', 'High', 'Critical'])
export type Severity = z.infer<typeof severity>

/** Values of the custom fields of a section by internal name (`opt_N`). */
const fieldValues = z.record(z.string().max(50), json)

export const triageEvent = z.object({
  id: z.number().int(),
  state: triageState,
  title: z.string(),
  description: z.string(),
  /** Value of the Status list (TRI-04), beside `state`. */
  status: z.string(),
  /** Value of the incidents' Type list. */
  type: z.string().nullable(),
  severity: severity.nullable(),
  /** Where it came from: an alert source, a playbook, a person. */
  source: z.string(),
  fields: fieldValues,
  owner: z.object({ id: z.string(), name: z.string() }).nullable(),
  generatedBy: actorRef,
  /** The alert that it came from; more alerts of the same group are listed by `GET /alerts?triageEventId=`. */
  alertId: z.number().int().nullable(),
  /** The incident it became (TRI-22). */
  incidentId: z.string().nullable(),
  closingNote: z.string().nullable(),
  createdAt: moment,
  updatedAt: moment,
  version: z.number().int(),
  abilities: z.object({ change: ability, grab: ability, reassign: ability, discard: ability, convert: ability }),
})
export type TriageEvent = z.infer<typeof triageEvent>

const title = z.string().trim().min(1).max(1000)
const written = {
  description: z.string().max(100_000).optional(),
  status: z.string().max(255).optional(),
  type: z.string().max(255).nullable().optional(),
  severity: severity.nullable().optional(),
  fields: fieldValues.optional(),
}

export const listTriageEvents = endpoint({
  name: 'listTriageEvents',
  method: 'GET',
  path: '/triage-events',
  summary: 'Events that wait or are taken (TRI-01); `state=all` lists the others too',
  capability: 'triage.view',
  query: listQuery.extend({
    state: z.enum(['open', 'all', ...triageState.options]).default('open'),
    mine: z.stringbool().optional(),
  }),
  response: page(triageEvent),
  errors: ['invalid_query'],
})

export const getTriageEvent = endpoint({
  name: 'getTriageEvent',
  method: 'GET',
  path: '/triage-events/{id}',
  summary: 'One triage event (TRI-09)',
  capability: 'triage.access',
  params: idParam,
  response: triageEvent,
  errors: ['not_found'],
})

export const createTriageEvent = endpoint({
  name: 'createTriageEvent',
  method: 'POST',
  path: '/triage-events',
  summary: 'Add an event to triage (TRI-02)',
  capability: 'triage.edit',
  body: z.object({ title, ...written, source: z.string().trim().min(1).max(255).optional() }),
  status: 201,
  response: triageEvent,
})

export const changeTriageEvent = endpoint({
  name: 'changeTriageEvent',
  method: 'PATCH',
  path: '/triage-events/{id}',
  summary: 'Change an event that is still open',
  capability: 'triage.edit',
  params: idParam,
  body: z.object({ version: z.number().int().optional(), title: title.optional(), ...written }),
  response: triageEvent,
  errors: ['not_found', 'stale_version', 'wrong_state'],
})

export const grabTriageEvent = endpoint({
  name: 'grabTriageEvent',
  method: 'POST',
  path: '/triage-events/{id}/grab',
  summary: 'Take a waiting event; the first wins (TRI-10, TRI-25)',
  capability: 'triage.edit',
  params: idParam,
  response: triageEvent,
  errors: ['not_found', 'wrong_state'],
})

export const reassignTriageEvent = endpoint({
  name: 'reassignTriageEvent',
  method: 'POST',
  path: '/triage-events/{id}/reassign',
  summary: 'Give an event to another user (TRI-12)',
  capability: 'triage.ownership',
  params: idParam,
  body: z.object({ userId: z.string().max(100) }),
  response: triageEvent,
  errors: ['not_found', 'wrong_state'],
})

export const discardTriageEvent = endpoint({
  name: 'discardTriageEvent',
  method: 'POST',
  path: '/triage-events/{id}/discard',
  summary: 'Close an event without an incident (TRI-13)',
  capability: 'triage.edit',
  params: idParam,
  body: z.object({ note: z.string().max(10_000).optional() }),
  response: triageEvent,
  errors: ['not_found', 'wrong_state'],
})

export const convertTriageEvent = endpoint({
  name: 'convertTriageEvent',
  method: 'POST',
  path: '/triage-events/{id}/convert',
  summary: 'Make an incident of an event, with its fields and entities (TRI-20 … TRI-22)',
  capability: 'triage.edit',
  params: idParam,
  body: z.object({
    templateId: z.string().max(100).optional(),
    ownerId: z.string().max(100).optional(),
    labelId: z.string().max(100).optional(),
    /** Incident fields by internal name that go before what is carried over, such as a required one. */
    fields: fieldValues.optional(),
  }),
  response: z.object({ incidentId: z.string(), triageEvent }),
  errors: ['not_found', 'wrong_state', 'not_allowed'],
})

export const listTriageEventEntities = endpoint({
  name: 'listTriageEventEntities',
  method: 'GET',
  path: '/triage-events/{id}/entities',
  summary: 'The entities of one triage event',
  capability: 'entity.access',
  params: idParam,
  response: z.object({ items: z.array(entity) }),
  errors: ['not_found'],
})
