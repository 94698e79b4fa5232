import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { idParam, json, moment } from './lists.ts'

export const actionTypes = [
  'Containment',
  'Custom',
  'Enrichment',
  'Notification',
  'Scheduled',
  'Daemon',
  'Trigger',
] as const
export const actionType = z.enum(actionTypes)
export type ActionType = z.infer<typeof actionType>

/** An input of a connection or of an action; `id` is the environment variable the script reads (OIF-04). */
export const inputField = z.object({
  id: z.string(),
  label: z.string(),
  type: z.string(),
  required: z.boolean(),
  validator: z.string().nullable(),
  default: z.string().nullable(),
  hint: z.string().nullable(),
  /** Choices in order: the key is passed, the text is shown (OIF-06). */
  values: z.array(z.object({ key: z.string(), text: z.string() })),
  incidentArtifacts: z.boolean(),
  observables: z.array(z.string()),
})
export type InputField = z.infer<typeof inputField>

export const outputPath = z.object({
  path: z.string(),
  example: z.string().nullable(),
  description: z.string().nullable(),
})

export const tableColumn = z.object({ name: z.string(), path: z.string(), link: z.boolean() })

export const action = z.object({
  id: z.string(),
  integrationId: z.string(),
  integration: z.string(),
  name: z.string(),
  type: actionType,
  fields: z.array(inputField),
  output: z.array(outputPath),
  tableView: z.array(tableColumn),
  useInTriage: z.boolean(),
  /** False where the integration asks for no connection field, so that a node can do without a resource. */
  needsResource: z.boolean(),
  /** Of a Scheduled action: when it is repeated and until when, a time or `input.<field>` (SCH-02). */
  schedule: z.object({ every: z.string(), expire: z.string().nullable() }).optional(),
  warnings: z.array(z.string()),
})
export type Action = z.infer<typeof action>

export const resource = z.object({
  id: z.string(),
  integrationId: z.string(),
  integration: z.string(),
  label: z.string(),
  /** Values of all fields but secrets, which are never given back (INT-18). */
  settings: z.record(z.string(), z.string()),
  /** When each secret field was last set. */
  secretsSetAt: z.record(z.string(), moment),
  engine: z.string(),
  lastTest: z.object({ ok: z.boolean(), message: z.string(), at: moment }).nullable(),
  version: z.number().int(),
})
export type Resource = z.infer<typeof resource>

export const integration = z.object({
  id: z.string(),
  name: z.string(),
  officialName: z.string().nullable(),
  productVersion: z.string(),
  icon: z.string().nullable(),
  language: z.string(),
  image: z.string(),
  /** Where it came from: shipped with the product, imported here, or pushed by the MSSP. */
  origin: z.enum(['shipped', 'imported', 'mssp']),
  testable: z.boolean(),
  proxy: z.boolean(),
  fields: z.array(inputField),
  listing: z.array(z.object({ field: z.string(), name: z.string() })),
  actionCount: z.number().int(),
  resourceCount: z.number().int(),
  ignoreStderr: z.boolean(),
  updatedAt: moment,
  version: z.number().int(),
})
export type Integration = z.infer<typeof integration>

export const integrationDetail = integration.extend({ actions: z.array(action), resources: z.array(resource) })
export type IntegrationDetail = z.infer<typeof integrationDetail>

export const listIntegrations = endpoint({
  name: 'listIntegrations',
  method: 'GET',
  path: '/integrations',
  summary: 'Installed integrations (INT-01)',
  capability: 'integration.access',
  response: z.object({ items: z.array(integration) }),
})

export const getIntegration = endpoint({
  name: 'getIntegration',
  method: 'GET',
  path: '/integrations/{id}',
  summary: 'One integration with its actions and resources',
  capability: 'integration.access',
  params: idParam,
  response: integrationDetail,
  errors: ['not_found'],
})

export const importIntegration = endpoint({
  name: 'importIntegration',
  method: 'POST',
  path: '/integrations/import',
  summary:
    'Import a definition as YAML, or a zip or tar.gz with its actions; a known one becomes a newer version (INT-06)',
  capability: 'integration.configure',
  bodyType: 'raw',
  body: z.unknown(),
  status: 201,
  response: z.object({ integration, actions: z.array(action), warnings: z.array(z.string()) }),
  errors: ['unreadable_file', 'too_large'],
})

export const importAction = endpoint({
  name: 'importAction',
  method: 'POST',
  path: '/integrations/{id}/actions/import',
  summary: 'Import one action definition as YAML',
  capability: 'integration.configure',
  params: idParam,
  bodyType: 'raw',
  body: z.unknown(),
  status: 201,
  response: z.object({ action, warnings: z.array(z.string()) }),
  errors: ['not_found', 'unreadable_file'],
})

export const exportIntegration = endpoint({
  name: 'exportIntegration',
  method: 'GET',
  path: '/integrations/{id}/export',
  summary: 'The integration with its actions as tar.gz; no resources, no secrets (INT-08, VER-15)',
  capability: 'integration.access',
  params: idParam,
  responseType: 'file',
  response: z.unknown(),
  errors: ['not_found'],
})

export const changeIntegration = endpoint({
  name: 'changeIntegration',
  method: 'PATCH',
  path: '/integrations/{id}',
  summary: 'Change how the integration runs here (EXE-13)',
  capability: 'integration.configure',
  params: idParam,
  body: z.object({ version: z.number().int().optional(), ignoreStderr: z.boolean().optional() }),
  response: integration,
  errors: ['not_found', 'stale_version'],
})

export const deleteIntegration = endpoint({
  name: 'deleteIntegration',
  method: 'DELETE',
  path: '/integrations/{id}',
  summary: 'Delete an integration that no playbook uses',
  capability: 'integration.configure',
  params: idParam,
  status: 204,
  response: z.undefined(),
  errors: ['not_found', 'in_use'],
})

const resourceBody = z.object({
  label: z.string().trim().min(1).max(255),
  settings: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).transform(String)),
  engine: z.string().max(20).optional(),
})

export const createResource = endpoint({
  name: 'createResource',
  method: 'POST',
  path: '/integrations/{id}/resources',
  summary: 'Add a configured instance of an integration; secret fields are sealed (INT-13, INT-18)',
  capability: 'integration.configure',
  params: idParam,
  body: resourceBody,
  status: 201,
  response: resource,
  errors: ['not_found', 'name_taken'],
})

export const listResources = endpoint({
  name: 'listResources',
  method: 'GET',
  path: '/resources',
  summary: 'Resources of all integrations, as choices in the playbook editor',
  capability: 'integration.access',
  response: z.object({ items: z.array(resource) }),
})

export const changeResource = endpoint({
  name: 'changeResource',
  method: 'PATCH',
  path: '/resources/{id}',
  summary: 'Change a resource; a secret that is left out stays as it is',
  capability: 'integration.configure',
  params: idParam,
  body: resourceBody.partial().extend({ version: z.number().int().optional() }),
  response: resource,
  errors: ['not_found', 'name_taken', 'stale_version'],
})

export const deleteResource = endpoint({
  name: 'deleteResource',
  method: 'DELETE',
  path: '/resources/{id}',
  summary: 'Delete a resource',
  capability: 'integration.configure',
  params: idParam,
  status: 204,
  response: z.undefined(),
  errors: ['not_found', 'in_use'],
})

export const testResource = endpoint({
  name: 'testResource',
  method: 'POST',
  path: '/resources/{id}/test',
  summary: 'Run the connection test of the integration with the saved settings (INT-14)',
  capability: 'integration.configure',
  params: idParam,
  response: z.object({ ok: z.boolean(), message: z.string(), durationMs: z.number() }),
  errors: ['not_found', 'wrong_state'],
})

export const listActions = endpoint({
  name: 'listActions',
  method: 'GET',
  path: '/actions',
  summary: 'Actions of all integrations, as choices in the playbook editor',
  capability: 'integration.access',
  response: z.object({ items: z.array(action) }),
})

export const getActionCode = endpoint({
  name: 'getActionCode',
  method: 'GET',
  path: '/actions/{id}/definition',
  summary: 'The definition of an action as YAML (View code)',
  capability: 'integration.access',
  params: idParam,
  response: z.object({ yaml: z.string() }),
  errors: ['not_found'],
})

export const testAction = endpoint({
  name: 'testAction',
  method: 'POST',
  path: '/actions/{id}/test',
  summary: 'Run one action with given inputs (INT-12); counts towards the action limit',
  capability: 'integration.configure',
  params: idParam,
  body: z.object({
    resourceId: z.string().optional(),
    inputs: z.record(z.string(), json).default({}),
  }),
  response: z.object({
    status: z.enum(['succeeded', 'failed']),
    output: json,
    table: z.object({ columns: z.array(tableColumn), rows: z.array(z.array(json)) }).optional(),
    error: z.string().optional(),
    durationMs: z.number(),
  }),
  errors: ['not_found', 'wrong_state', 'limit_reached'],
})

export const getActionUsage = endpoint({
  name: 'getActionUsage',
  method: 'GET',
  path: '/action-usage',
  summary: 'Actions of the current hour and the hourly limit (EXE-20 … EXE-22); `limit` is null where there is none',
  capability: 'integration.access',
  response: z.object({
    /** Start of the hour that is counted. */
    hour: moment,
    used: z.number().int(),
    /** Actions that were not run because the limit was reached. */
    refused: z.number().int(),
    limit: z.number().int().nullable(),
  }),
})
