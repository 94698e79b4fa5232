import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { idParam, json } from './lists.ts'

/** A playbook that an incident of this template gets; with `autorun` it starts at creation (NEW-04, TPL-03). */
export const templatePlaybook = z.object({ playbookId: z.string().min(1).max(100), autorun: z.boolean() })
export type TemplatePlaybook = z.infer<typeof templatePlaybook>

export const incidentTemplate = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  category: z.string(),
  tags: z.array(z.string()),
  /** Null takes the default label. */
  labelId: z.string().nullable(),
  /** Values by internal name, own fields included; `owner` is a user id (TPL-02). What a caller gives goes before (TPL-07). */
  defaults: z.record(z.string(), json),
  playbooks: z.array(templatePlaybook),
  enabled: z.boolean(),
  shipped: z.boolean(),
  version: z.number().int(),
})
export type IncidentTemplate = z.infer<typeof incidentTemplate>

const name = z.string().trim().min(1).max(255)
const written = {
  description: z.string().max(4000).optional(),
  category: z.string().trim().max(255).optional(),
  tags: z.array(z.string().trim().min(1).max(100)).max(50).optional(),
  labelId: z.string().max(100).nullable().optional(),
  defaults: z.record(z.string().max(50), json).optional(),
  playbooks: z.array(templatePlaybook).max(50).optional(),
  enabled: z.boolean().optional(),
}

export const listIncidentTemplates = endpoint({
  name: 'listIncidentTemplates',
  method: 'GET',
  path: '/incident-templates',
  summary: 'Incident templates by name; whoever creates incidents may read them (TPL-10, NEW-12)',
  capability: 'signed-in',
  response: z.object({ items: z.array(incidentTemplate) }),
})

export const getIncidentTemplate = endpoint({
  name: 'getIncidentTemplate',
  method: 'GET',
  path: '/incident-templates/{id}',
  summary: 'One incident template',
  capability: 'signed-in',
  params: idParam,
  response: incidentTemplate,
  errors: ['not_found'],
})

export const createIncidentTemplate = endpoint({
  name: 'createIncidentTemplate',
  method: 'POST',
  path: '/incident-templates',
  summary: 'Add an incident template (TPL-01)',
  capability: 'incident-template.configure',
  body: z.object({ name, ...written }),
  status: 201,
  response: incidentTemplate,
  errors: ['name_taken', 'not_found'],
})

export const changeIncidentTemplate = endpoint({
  name: 'changeIncidentTemplate',
  method: 'PATCH',
  path: '/incident-templates/{id}',
  summary: 'Change an incident template; incidents keep what they got from it',
  capability: 'incident-template.configure',
  params: idParam,
  body: z.object({ version: z.number().int().optional(), name: name.optional(), ...written }),
  response: incidentTemplate,
  errors: ['not_found', 'name_taken', 'stale_version'],
})

export const deleteIncidentTemplate = endpoint({
  name: 'deleteIncidentTemplate',
  method: 'DELETE',
  path: '/incident-templates/{id}',
  summary: 'Delete an incident template',
  capability: 'incident-template.configure',
  params: idParam,
  status: 204,
  response: z.undefined(),
  errors: ['not_found'],
})
