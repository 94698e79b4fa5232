import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { ability, actorRef, idParam, json, listQuery, moment, page } from './lists.ts'

/** The graph as stored and edited; its nodes and links are checked by the engine's own model (`engine/playbook`). */
export const playbookGraph = z.looseObject({
  nodes: z.array(z.looseObject({ id: z.string() })),
  links: z.array(z.looseObject({ id: z.string() })),
})
export type PlaybookGraphDocument = z.infer<typeof playbookGraph>

export const playbookProblem = z.object({
  severity: z.enum(['error', 'warning']),
  code: z.string(),
  message: z.string(),
  nodeId: z.string().optional(),
  linkId: z.string().optional(),
  path: z.string().optional(),
})
export type PlaybookProblem = z.infer<typeof playbookProblem>

export const playbook = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  type: z.string().nullable(),
  tags: z.array(z.string()),
  enabled: z.boolean(),
  /** Number of the published version; null while there is only a draft. */
  publishedVersion: z.number().int().nullable(),
  hasDraft: z.boolean(),
  origin: z.object({ kind: z.enum(['local', 'shipped', 'imported', 'mssp']), name: z.string().nullable() }),
  killOnError: z.boolean(),
  createdAt: moment,
  updatedAt: moment,
  updatedBy: actorRef,
  /** Set while it lies among the deleted ones (PBK-13). */
  deletedAt: moment.nullable(),
  deletedBy: actorRef.nullable(),
  version: z.number().int(),
})
export type Playbook = z.infer<typeof playbook>

export const playbookDetail = playbook.extend({
  graph: playbookGraph.nullable(),
  draft: z.object({ graph: playbookGraph, revision: z.number().int(), savedAt: moment, savedBy: actorRef }).nullable(),
  /** Of the draft where there is one, else of the published graph (PBK-17). */
  problems: z.array(playbookProblem),
  abilities: z.object({ edit: ability, publish: ability, run: ability }),
})
export type PlaybookDetail = z.infer<typeof playbookDetail>

export const playbookVersion = z.object({
  number: z.number().int(),
  description: z.string(),
  publishedAt: moment,
  publishedBy: actorRef,
  published: z.boolean(),
})
export type PlaybookVersion = z.infer<typeof playbookVersion>

export const openedPlaybookVersion = playbookVersion.extend({ graph: playbookGraph })
export type OpenedPlaybookVersion = z.infer<typeof openedPlaybookVersion>

export const playbookDetails = z.object({
  name: z.string().trim().min(1).max(255),
  description: z.string().max(65_536).default(''),
  type: z.string().max(255).nullable().default(null),
  tags: z.array(z.string().max(100)).max(50).default([]),
  killOnError: z.boolean().default(false),
})

export const listPlaybooks = endpoint({
  name: 'listPlaybooks',
  method: 'GET',
  path: '/playbooks',
  summary: 'Playbook library, or with `deleted` those that can be restored (PBK-01)',
  capability: 'playbook.access',
  query: listQuery.extend({ deleted: z.stringbool().optional() }),
  response: page(playbook),
  errors: ['invalid_query', 'invalid_input'],
})

export const createPlaybook = endpoint({
  name: 'createPlaybook',
  method: 'POST',
  path: '/playbooks',
  summary: 'New playbook with a start and an end node as draft (PBK-02, PBK-03)',
  capability: 'playbook.configure',
  body: playbookDetails.extend({ graph: playbookGraph.optional() }),
  status: 201,
  response: playbookDetail,
  errors: ['name_taken'],
})

export const getPlaybook = endpoint({
  name: 'getPlaybook',
  method: 'GET',
  path: '/playbooks/{id}',
  summary: 'One playbook with its published graph, draft and problems',
  capability: 'playbook.access',
  params: idParam,
  response: playbookDetail,
  errors: ['not_found'],
})

export const changePlaybook = endpoint({
  name: 'changePlaybook',
  method: 'PATCH',
  path: '/playbooks/{id}',
  summary: 'Change name, type, description, tags (PBK-11)',
  capability: 'playbook.configure',
  params: idParam,
  body: playbookDetails.partial().extend({ version: z.number().int().optional() }),
  response: playbookDetail,
  errors: ['not_found', 'name_taken', 'stale_version'],
})

export const savePlaybookDraft = endpoint({
  name: 'savePlaybookDraft',
  method: 'PUT',
  path: '/playbooks/{id}/draft',
  summary: 'Save the draft; `revision` is the one it was edited from (VER-01)',
  capability: 'playbook.configure',
  params: idParam,
  body: z.object({ graph: playbookGraph, revision: z.number().int().nullable().optional() }),
  response: z.object({ revision: z.number().int(), savedAt: moment, problems: z.array(playbookProblem) }),
  errors: ['not_found', 'stale_version', 'invalid_input'],
})

export const discardPlaybookDraft = endpoint({
  name: 'discardPlaybookDraft',
  method: 'DELETE',
  path: '/playbooks/{id}/draft',
  summary: 'Throw the draft away and go back to the published version',
  capability: 'playbook.configure',
  params: idParam,
  status: 204,
  response: z.undefined(),
  errors: ['not_found', 'wrong_state'],
})

export const publishPlaybook = endpoint({
  name: 'publishPlaybook',
  method: 'POST',
  path: '/playbooks/{id}/publish',
  summary: 'Make the draft a new numbered version (VER-03); errors block, warnings do not (PBK-17)',
  capability: 'playbook.configure',
  params: idParam,
  body: z
    .object({ description: z.string().max(1000).default(''), enable: z.boolean().optional() })
    .default({ description: '' }),
  response: playbookDetail,
  errors: ['not_found', 'wrong_state', 'invalid_input'],
})

export const enablePlaybook = endpoint({
  name: 'enablePlaybook',
  method: 'POST',
  path: '/playbooks/{id}/enable',
  summary: 'Let it be started (VER-07)',
  capability: 'playbook.configure',
  params: idParam,
  response: playbook,
  errors: ['not_found', 'wrong_state'],
})

export const disablePlaybook = endpoint({
  name: 'disablePlaybook',
  method: 'POST',
  path: '/playbooks/{id}/disable',
  summary: 'Let it not be started; running ones go on',
  capability: 'playbook.configure',
  params: idParam,
  response: playbook,
  errors: ['not_found'],
})

export const deletePlaybook = endpoint({
  name: 'deletePlaybook',
  method: 'DELETE',
  path: '/playbooks/{id}',
  summary: 'Delete so that it can be restored; it is disabled, runs keep the version they started with (PBK-13)',
  capability: 'playbook.configure',
  params: idParam,
  status: 204,
  response: z.undefined(),
  errors: ['not_found'],
})

export const clonePlaybook = endpoint({
  name: 'clonePlaybook',
  method: 'POST',
  path: '/playbooks/{id}/clone',
  summary: 'Copy under another name; what was published is published and enabled (PBK-12, VER-08)',
  capability: 'playbook.configure',
  params: idParam,
  body: z.object({ name: playbookDetails.shape.name }),
  status: 201,
  response: playbookDetail,
  errors: ['not_found', 'name_taken', 'wrong_state'],
})

export const restorePlaybook = endpoint({
  name: 'restorePlaybook',
  method: 'POST',
  path: '/playbooks/{id}/restore',
  summary: 'Bring a deleted one back, under another name if asked; it stays disabled (PBK-13)',
  capability: 'playbook.configure',
  params: idParam,
  body: z.object({ name: playbookDetails.shape.name.optional() }).default({}),
  response: playbook,
  errors: ['not_found', 'name_taken', 'wrong_state'],
})

export const purgePlaybook = endpoint({
  name: 'purgePlaybook',
  method: 'DELETE',
  path: '/playbooks/{id}/permanently',
  summary: 'Remove a deleted one with its draft and versions for good (PBK-13)',
  capability: 'playbook.configure',
  params: idParam,
  status: 204,
  response: z.undefined(),
  errors: ['not_found', 'wrong_state'],
})

export const playbookUse = z.object({
  kind: z.enum(['incident-template', 'automation-rule', 'playbook']),
  id: z.string(),
  name: z.string(),
  /** A template: it starts by itself; a rule: it opens incidents of this template; a playbook: the node that runs it. */
  autorun: z.boolean().optional(),
  template: z.string().optional(),
  node: z.string().optional(),
})
export type PlaybookUse = z.infer<typeof playbookUse>

export const listPlaybookUses = endpoint({
  name: 'listPlaybookUses',
  method: 'GET',
  path: '/playbooks/{id}/uses',
  summary: 'What starts it: incident templates, automation rules that use these, playbooks it is nested in',
  capability: 'playbook.access',
  params: idParam,
  response: z.object({ items: z.array(playbookUse) }),
  errors: ['not_found'],
})

export const listPlaybookTypes = endpoint({
  name: 'listPlaybookTypes',
  method: 'GET',
  path: '/playbook-types',
  summary: 'Types and tags that playbooks have, and the incident types (PBK-02)',
  capability: 'playbook.access',
  response: z.object({ types: z.array(z.string()), tags: z.array(z.string()) }),
})

export const listPlaybookVersions = endpoint({
  name: 'listPlaybookVersions',
  method: 'GET',
  path: '/playbooks/{id}/versions',
  summary: 'All published versions, newest first (VER-03, VER-16)',
  capability: 'playbook.access',
  params: idParam,
  response: z.object({ items: z.array(playbookVersion) }),
  errors: ['not_found'],
})

export const getPlaybookVersion = endpoint({
  name: 'getPlaybookVersion',
  method: 'GET',
  path: '/playbooks/{id}/versions/{number}',
  summary: 'One published version with its graph (VER-04, VER-17)',
  capability: 'playbook.access',
  params: idParam.extend({ number: z.coerce.number().int().positive() }),
  response: openedPlaybookVersion,
  errors: ['not_found'],
})

export const unboundAction = z.object({
  playbook: z.string(),
  nodeId: z.string(),
  node: z.string(),
  action: z.string(),
  reason: z.string(),
})

const importedNode = { playbook: z.string(), nodeId: z.string(), node: z.string() }

/** What became of one playbook of a file. */
export const importedPlaybook = z.object({
  id: z.string(),
  /** The name it has now. */
  name: z.string(),
  /** The name it has in the file. */
  wanted: z.string(),
  /** The file in the archive. */
  file: z.string(),
  /** `same`: it was here exactly so. */
  outcome: z.enum(['created', 'updated', 'same', 'skipped']),
  /** The version that the import published; null where it stayed a draft or nothing came. */
  version: z.number().int().nullable(),
  /** The version as which a draft of somebody else was kept. */
  draftKeptAs: z.number().int().nullable(),
  /** What keeps it from being published, or should be looked at. */
  problems: z.array(playbookProblem),
})
export type ImportedPlaybook = z.infer<typeof importedPlaybook>

export const playbookImport = z.object({
  /** Whether this was only tried: nothing is stored. */
  dryRun: z.boolean(),
  playbooks: z.array(playbook),
  outcomes: z.array(importedPlaybook),
  integrations: z.array(
    z.object({ name: z.string(), outcome: z.enum(['installed', 'completed', 'kept']), actions: z.number().int() }),
  ),
  fields: z.array(
    z.object({
      section: z.enum(['incidents', 'triage']),
      name: z.string(),
      internalName: z.string(),
      outcome: z.enum(['found', 'created']),
    }),
  ),
  /** Actions that were found here. */
  bound: z.array(
    z.object({ ...importedNode, integration: z.string(), action: z.string(), resource: z.string().nullable() }),
  ),
  /** Actions that somebody has to choose (VER-15). */
  unbound: z.array(unboundAction),
  /** What nodes refer to and is neither here nor in the file. */
  missing: z.array(
    z.object({ ...importedNode, kind: z.enum(['playbook', 'field']), name: z.string(), reason: z.string() }),
  ),
  warnings: z.array(z.string()),
})
export type PlaybookImport = z.infer<typeof playbookImport>

export const importPlaybooks = endpoint({
  name: 'importPlaybooks',
  method: 'POST',
  path: '/playbooks/import',
  summary:
    'Import JSON, YAML, zip or tar.gz in any form of the original; all or nothing, with a report; `dryRun` only reports (VER-10 … VER-15)',
  capability: 'playbook.configure',
  query: z.object({
    /** What to do with a playbook whose name is taken. */
    collision: z.enum(['rename', 'version', 'skip', 'refuse']).default('rename'),
    /** What to do with a draft that `version` would overwrite: nothing is imported, or it is kept as a version. */
    drafts: z.enum(['refuse', 'keep']).default('refuse'),
    dryRun: z.stringbool().default(false),
  }),
  bodyType: 'raw',
  body: z.unknown(),
  status: 201,
  response: playbookImport,
  errors: ['unreadable_file', 'too_large', 'name_taken', 'wrong_state'],
})

export const exportPlaybook = endpoint({
  name: 'exportPlaybook',
  method: 'GET',
  path: '/playbooks/{id}/export',
  summary:
    'The published version (the draft where there is none) as JSON, or with all it uses as tar.gz or as zip in the older form',
  capability: 'playbook.access',
  params: idParam,
  query: z.object({ format: z.enum(['json', 'tar.gz', 'zip']).default('json') }),
  responseType: 'file',
  response: z.unknown(),
  errors: ['not_found'],
})

/** Something to place in an input: a field of the incident, an input of the playbook or an output of a node (PLC-01). */
export const valueSample = z.object({ path: z.string(), label: z.string(), sample: json })

export const listPlaybookValues = endpoint({
  name: 'listPlaybookValues',
  method: 'GET',
  path: '/playbooks/{id}/values',
  summary:
    'What the value picker offers beside the graph: incident, artifact and triage fields, and samples of the last run',
  capability: 'playbook.access',
  params: idParam,
  response: z.object({
    incident: z.array(valueSample),
    triage: z.array(valueSample),
    artifact: z.array(valueSample),
    /** Node id → last real output of that node. */
    nodes: z.record(z.string(), json),
    /** Node id → what it was given then, by field. */
    nodeInputs: z.record(z.string(), json),
    /** What the last run was started with. */
    input: json,
  }),
  errors: ['not_found'],
})
