import { z } from 'zod'
import { defaultField, fieldOption, fieldSection } from './custom-field.ts'
import { endpoint } from './endpoint.ts'
import { errorBody } from './errors.ts'
import { ability, actorRef, idParam, json, listQuery, moment, page } from './lists.ts'

const person = z.object({ id: z.string(), name: z.string() })

/**
 * The fields of an incident by internal name (INC-01). Lists hold the label of their value; an unset field is null.
 * Own fields are there too, as `opt_N`.
 */
export const incidentFields = z
  .object({
    /** The visible label, `INC-2026-17`; generated unless given at creation. */
    incidentid: z.string(),
    name: z.string(),
    description: z.string(),
    /** HTML, sanitised. */
    additional_info: z.string(),
    status: z.string(),
    type: z.array(z.string()),
    incident_kind: z.string().nullable(),
    incident_category: z.array(z.string()),
    purpose: z.string(),
    /** Severity. */
    restriction: z.string().nullable(),
    tags: z.array(z.string()),
    owner: person.nullable(),
    starttime: moment,
    endtime: moment.nullable(),
    openingtime: moment,
    closingtime: moment.nullable(),
    closing_note: z.string().nullable(),
    is_deleted: z.boolean(),
  })
  .catchall(json)
export type IncidentFields = z.infer<typeof incidentFields>

/** Who or what made the incident (INC-03). */
export const incidentOrigin = z.object({
  kind: z.enum(['user', 'rule', 'api', 'triage', 'playbook', 'system']),
  id: z.string(),
  name: z.string(),
})
export type IncidentOrigin = z.infer<typeof incidentOrigin>

export const artifact = z.object({ name: z.string(), value: z.string() })
export type Artifact = z.infer<typeof artifact>

/** A row of a list: everything but the long text. */
export const incidentSummary = z.object({
  id: z.number().int(),
  fields: incidentFields.omit({ additional_info: true }),
  /** Open until it is closed, whatever its status is called. */
  open: z.boolean(),
  updatedAt: moment,
  version: z.number().int(),
})
export type IncidentSummary = z.infer<typeof incidentSummary>

export const incident = incidentSummary.extend({
  fields: incidentFields,
  templateId: z.string().nullable(),
  createdBy: actorRef,
  generatedBy: incidentOrigin,
  artifacts: z.array(artifact),
  abilities: z.object({
    change: ability,
    close: ability,
    reopen: ability,
    changeOwner: ability,
    manageInvestigators: ability,
    addNote: ability,
    delete: ability,
  }),
})
export type Incident = z.infer<typeof incident>

/** One field of the catalogue: for forms, columns, the query bar, mappings and the value picker. */
export const fieldDescription = z.object({
  internalName: z.string(),
  name: z.string(),
  type: defaultField.shape.type,
  options: z.array(fieldOption),
  required: z.boolean(),
  readOnly: z.boolean(),
  useAsFilter: z.boolean(),
  defaultValue: json,
  sortable: z.boolean(),
  help: z.string(),
  /** Added by an administrator. */
  custom: z.boolean(),
})
export type FieldDescription = z.infer<typeof fieldDescription>

/** Written fields by internal name; null clears. `owner` is a user id, lists take the label of their value. */
const writtenFields = z.record(z.string().max(50), json)
const writtenArtifact = z.object({
  name: z.string().trim().min(1).max(255),
  value: z.string().min(1).max(65_536),
})

export const listFields = endpoint({
  name: 'listFields',
  method: 'GET',
  path: '/fields',
  summary: 'All fields of incidents or triage events, default and own, in the order of forms (INC-20, NEW-02)',
  capability: 'signed-in',
  query: z.object({ section: fieldSection.default('incidents') }),
  response: z.object({ items: z.array(fieldDescription) }),
})

export const listIncidents = endpoint({
  name: 'listIncidents',
  method: 'GET',
  path: '/incidents',
  summary:
    'Incidents the caller may see (INV-09), newest first. `query` in the query language, `sort` by any sortable field; deleted ones only when the query asks for `is_deleted` (INC-16, INC-17)',
  capability: 'incident.view',
  query: listQuery,
  response: page(incidentSummary),
  errors: ['invalid_query'],
})

export const getIncident = endpoint({
  name: 'getIncident',
  method: 'GET',
  path: '/incidents/{id}',
  summary: 'One incident, for its owner, its investigators and who may access all (INV-06)',
  capability: 'incident.access',
  params: idParam,
  response: incident,
  errors: ['not_found', 'not_allowed'],
})

export const createIncident = endpoint({
  name: 'createIncident',
  method: 'POST',
  path: '/incidents',
  summary: 'Create an incident, from a template or without (NEW-01, NEW-09, NEW-11)',
  capability: 'incident.edit',
  body: z.object({
    templateId: z.string().max(100).nullable().optional(),
    labelId: z.string().max(100).nullable().optional(),
    fields: writtenFields.default({}),
    artifacts: z.array(writtenArtifact).max(200).optional(),
    /** Instead of the template's playbooks (NEW-04). */
    playbooks: z
      .array(z.object({ playbookId: z.string().min(1).max(100), autorun: z.boolean() }))
      .max(50)
      .optional(),
  }),
  status: 201,
  response: incident,
  errors: ['not_found', 'name_taken'],
})

export const changeIncident = endpoint({
  name: 'changeIncident',
  method: 'PATCH',
  path: '/incidents/{id}',
  summary: 'Change fields (IDT-06, IDT-11)',
  capability: 'incident.edit',
  params: idParam,
  body: z.object({ version: z.number().int().optional(), fields: writtenFields }),
  response: incident,
  errors: ['not_found', 'not_allowed', 'stale_version', 'wrong_state'],
})

export const closeIncident = endpoint({
  name: 'closeIncident',
  method: 'POST',
  path: '/incidents/{id}/close',
  summary: 'Close an incident with a closing note (CLS-01, CLS-03)',
  capability: 'incident.edit',
  params: idParam,
  body: z.object({ note: z.string().max(65_536).optional(), version: z.number().int().optional() }),
  response: incident,
  errors: ['not_found', 'not_allowed', 'wrong_state', 'stale_version'],
})

export const reopenIncident = endpoint({
  name: 'reopenIncident',
  method: 'POST',
  path: '/incidents/{id}/reopen',
  summary: 'Reopen a closed incident with the status it had (CLS-04)',
  capability: 'incident.edit',
  params: idParam,
  body: z.object({ version: z.number().int().optional() }),
  response: incident,
  errors: ['not_found', 'not_allowed', 'wrong_state', 'stale_version'],
})

export const deleteIncident = endpoint({
  name: 'deleteIncident',
  method: 'DELETE',
  path: '/incidents/{id}',
  summary: 'Delete an incident so that it can be restored (INC-10, CLS-06)',
  capability: 'incident.edit',
  params: idParam,
  status: 204,
  response: z.undefined(),
  errors: ['not_found', 'not_allowed', 'wrong_state'],
})

export const restoreIncident = endpoint({
  name: 'restoreIncident',
  method: 'POST',
  path: '/incidents/{id}/restore',
  summary: 'Restore a deleted incident (INC-10)',
  capability: 'incident.edit',
  params: idParam,
  response: incident,
  errors: ['not_found', 'not_allowed', 'wrong_state'],
})

/** What can be done to several incidents at once (INC-28, INC-32). */
export const bulkOperation = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('change'), fields: writtenFields }),
  z.object({ kind: z.literal('close'), note: z.string().max(65_536).optional() }),
  z.object({ kind: z.literal('reopen') }),
  z.object({ kind: z.literal('delete') }),
  z.object({ kind: z.literal('restore') }),
  z.object({ kind: z.literal('add-investigator'), userId: z.string().max(100) }),
])
export type BulkOperation = z.infer<typeof bulkOperation>

export const bulkOutcome = z.object({
  id: z.string(),
  /** Why it was not done; the others are done all the same (INC-31). */
  error: errorBody.pick({ code: true, message: true }).nullable(),
})
export type BulkOutcome = z.infer<typeof bulkOutcome>

export const bulkChangeIncidents = endpoint({
  name: 'bulkChangeIncidents',
  method: 'POST',
  path: '/incidents/bulk',
  summary:
    'Do one thing to several incidents; each needs the right of the single operation as well (INC-28, INC-29). One answer per incident, in the order given',
  capability: 'incident.bulk',
  body: z.object({ ids: z.array(z.string().min(1).max(100)).min(1).max(1000), operation: bulkOperation }),
  response: z.object({ items: z.array(bulkOutcome) }),
})

export const listArtifacts = endpoint({
  name: 'listArtifacts',
  method: 'GET',
  path: '/incidents/{id}/artifacts',
  summary: 'Named values that actions can take (NEW-05)',
  capability: 'incident.access',
  params: idParam,
  response: z.object({ items: z.array(artifact) }),
  errors: ['not_found', 'not_allowed'],
})

export const addArtifact = endpoint({
  name: 'addArtifact',
  method: 'POST',
  path: '/incidents/{id}/artifacts',
  summary: 'Add a named value; the same pair is kept once',
  capability: 'incident.edit',
  params: idParam,
  body: writtenArtifact,
  status: 201,
  response: z.object({ items: z.array(artifact) }),
  errors: ['not_found', 'not_allowed'],
})

export const investigator = z.object({
  userId: z.string(),
  name: z.string(),
  /** The profile that governs what he may do inside this incident (INV-02). */
  profile: z.string(),
  /** The owner counts as investigator and cannot be removed (INV-08). */
  owner: z.boolean(),
  addedAt: moment,
})
export type Investigator = z.infer<typeof investigator>

export const listInvestigators = endpoint({
  name: 'listInvestigators',
  method: 'GET',
  path: '/incidents/{id}/investigators',
  summary: 'Who works on the incident (INV-01)',
  capability: 'incident.access',
  params: idParam,
  response: z.object({ items: z.array(investigator) }),
  errors: ['not_found', 'not_allowed'],
})

export const addInvestigator = endpoint({
  name: 'addInvestigator',
  method: 'POST',
  path: '/incidents/{id}/investigators',
  summary: 'Add an investigator, also oneself (INV-04, IDT-09)',
  capability: 'incident.investigators',
  params: idParam,
  body: z.object({ userId: z.string().max(100) }),
  status: 201,
  response: z.object({ items: z.array(investigator) }),
  errors: ['not_found'],
})

export const removeInvestigator = endpoint({
  name: 'removeInvestigator',
  method: 'DELETE',
  path: '/incidents/{id}/investigators/{userId}',
  summary: 'Remove an investigator (INV-04)',
  capability: 'incident.investigators',
  params: z.object({ id: z.string().min(1).max(100), userId: z.string().min(1).max(100) }),
  status: 204,
  response: z.undefined(),
  errors: ['not_found', 'wrong_state'],
})
