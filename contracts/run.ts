import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { ability, actorRef, idParam, json, listQuery, moment, page } from './lists.ts'
import { playbookGraph } from './playbook.ts'

export const runStatus = z.enum([
  'queued',
  'running',
  'waiting',
  'completed',
  'completed_with_errors',
  'failed',
  'killed',
])
export type RunStatus = z.infer<typeof runStatus>

export const nodeStatus = z.enum(['pending', 'running', 'waiting', 'succeeded', 'failed', 'skipped', 'killed'])
export type NodeStatus = z.infer<typeof nodeStatus>

export const runOriginKind = z.enum(['incident', 'triage', 'test', 'api', 'parent'])

/**
 * What a waiting run waits for, the most pressing first: a person who answers (“Waiting user interaction”), the owner
 * of a task (“Waiting owner”), another playbook, a moment, a condition (EXE-02, NOD-42, NOD-52).
 */
export const waitingFor = z.enum(['user', 'owner', 'playbook', 'time', 'condition'])
export type WaitingFor = z.infer<typeof waitingFor>

/** What the run was started for. */
export const runOrigin = z.object({
  kind: runOriginKind,
  id: z.string().nullable(),
  label: z.string().nullable(),
})

export const run = z.object({
  id: z.string(),
  status: runStatus,
  /** Set while the status is `waiting`. */
  waitingFor: waitingFor.nullable().optional(),
  playbookId: z.string(),
  playbook: z.string(),
  version: z.number().int().nullable(),
  origin: runOrigin,
  startedBy: actorRef,
  test: z.boolean(),
  queuedAt: moment,
  startedAt: moment.nullable(),
  finishedAt: moment.nullable(),
  error: z.string().nullable(),
})
export type Run = z.infer<typeof run>

export const runNode = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  status: nodeStatus,
  attempts: z.number().int(),
  iterations: z.object({ total: z.number().int(), succeeded: z.number().int(), failed: z.number().int() }),
  startedAt: moment.nullable(),
  finishedAt: moment.nullable(),
  /** Port it was left by: the branch or the answer. */
  port: z.string().nullable(),
  error: z.string().optional(),
  /** Set while somebody must act: answers of a user choice, or how to go on after a lost attempt. */
  wait: z
    .object({
      kind: z.enum(['user-choice', 'manual', 'lost', 'task']),
      question: z.string(),
      answers: z.array(z.string()),
      authorizer: z.string().nullable(),
      expiresAt: moment.nullable(),
      mayAnswer: ability,
      /** The task whose owner decides it (NOD-42). */
      taskId: z.number().int().optional(),
    })
    .optional(),
  /** Set while the node waits for something that is no person; `until` is when it goes on in any case. */
  waitsFor: z.object({ kind: waitingFor, until: moment.nullable() }).optional(),
  /** What a person should know although nothing failed: lists of different length, items left out (PLC-11, PLC-18). */
  warnings: z.array(z.string()).optional(),
  /** The resource that its action used. */
  resource: z.string().nullable().optional(),
  /** When it begins by itself again: the next repetition of its schedule, or the next try (SCH-01). */
  nextAt: moment.optional(),
  /** Of an action: performing it a second time changes nothing more than the first did. */
  idempotent: z.boolean().optional(),
  /** Runs of other playbooks that it started in its present round, by call and try (NOD-63). */
  children: z
    .array(
      z.object({
        runId: z.string(),
        playbook: z.string(),
        status: runStatus,
        call: z.number().int(),
        attempt: z.number().int(),
      }),
    )
    .optional(),
})
export type RunNode = z.infer<typeof runNode>

export const runDetail = run.extend({
  graph: playbookGraph,
  input: json,
  nodes: z.array(runNode),
  /** The run of which this one is a repetition. */
  rerunOf: z.string().nullable().optional(),
  abilities: z.object({
    kill: ability,
    /** Of single nodes. */
    rerun: ability,
    /** Of the whole run. */
    rerunWhole: ability.optional(),
  }),
})
export type RunDetail = z.infer<typeof runDetail>

/** A value of an output that its action declares as HTML, as an address or as a picture (IPB-11). */
export const resultPreview = z.object({
  kind: z.enum(['html', 'link', 'png', 'jpg']),
  /** HTML, an http(s) address, or Base64. HTML must be shown in a sandboxed frame only. */
  value: z.string(),
})
export type ResultPreview = z.infer<typeof resultPreview>

export const nodeIteration = z.object({
  index: z.number().int(),
  status: nodeStatus,
  input: json,
  output: json,
  table: z
    .object({ columns: z.array(z.object({ name: z.string(), link: z.boolean() })), rows: z.array(z.array(json)) })
    .nullable(),
  text: z.string().nullable(),
  previews: z.array(resultPreview).optional(),
  /** Size in bytes of the result and input that are left out here because they are large; ask for it with `large=include` (IPB-10). */
  leftOut: z.number().int().optional(),
  error: z.string().nullable(),
  attempts: z.array(
    z.object({
      number: z.number().int(),
      startedAt: moment,
      finishedAt: moment.nullable(),
      status: z.string(),
      error: z.string().nullable(),
    }),
  ),
})
export type NodeIteration = z.infer<typeof nodeIteration>

export const startRun = endpoint({
  name: 'startRun',
  method: 'POST',
  path: '/playbooks/{id}/runs',
  summary: 'Start a playbook by hand or by API (EXE-01); `test` runs the draft',
  capability: 'incident-playbook.edit',
  params: idParam,
  body: z.object({
    input: json.optional(),
    incidentId: z.union([z.string(), z.number()]).transform(String).optional(),
    triageEventId: z.union([z.string(), z.number()]).transform(String).optional(),
    test: z.boolean().optional(),
  }),
  status: 202,
  response: z.object({ id: z.string() }),
  errors: ['not_found', 'wrong_state'],
})

export const listRuns = endpoint({
  name: 'listRuns',
  method: 'GET',
  path: '/runs',
  summary: 'Playbook executions, newest first (RUN-01 … RUN-06)',
  capability: 'playbook.access',
  query: listQuery.extend({ status: z.string().max(200).optional(), playbookId: z.string().max(100).optional() }),
  /** `totalIsLeast`: there are more than are counted. */
  response: page(run).extend({ totalIsLeast: z.boolean() }),
  errors: ['invalid_query'],
})

export const listIncidentRuns = endpoint({
  name: 'listIncidentRuns',
  method: 'GET',
  path: '/incidents/{id}/runs',
  summary: 'Runs of one incident (IPB-01)',
  capability: 'incident-playbook.access',
  params: idParam,
  response: z.object({ items: z.array(run) }),
  errors: ['not_found'],
})

/** A playbook of an incident with its latest run there (IPB-01). */
export const incidentPlaybook = z.object({
  playbookId: z.string(),
  name: z.string(),
  type: z.string().nullable(),
  /** Of the latest run; `not_executed` before there is one (EXE-02). */
  status: z.enum(['not_executed', ...runStatus.options]),
  latestRun: run.nullable(),
  runs: z.number().int(),
  /** Null for a playbook that only has runs: started by hand, by a rule or by the API. */
  attachedAt: moment.nullable(),
  attachedBy: actorRef.nullable(),
  /** It was to start by itself with the incident. */
  autorun: z.boolean(),
  /** Why it did not start by itself. */
  problem: z.string().nullable(),
  abilities: z.object({ run: ability, detach: ability }),
})
export type IncidentPlaybook = z.infer<typeof incidentPlaybook>

const incidentPlaybooks = z.object({ items: z.array(incidentPlaybook) })

export const listIncidentPlaybooks = endpoint({
  name: 'listIncidentPlaybooks',
  method: 'GET',
  path: '/incidents/{id}/playbooks',
  summary:
    'Playbooks of one incident and their state: attached by template, by hand or by API, and those that ran (IPB-01, IPB-15)',
  capability: 'incident-playbook.access',
  params: idParam,
  response: incidentPlaybooks,
  errors: ['not_found'],
})

export const attachPlaybooks = endpoint({
  name: 'attachPlaybooks',
  method: 'POST',
  path: '/incidents/{id}/playbooks',
  summary: 'Add playbooks to an incident; those with `autorun` start at once (IPB-02, IPB-03, IPB-15)',
  capability: 'incident-playbook.edit',
  params: idParam,
  body: z.object({
    playbooks: z
      .array(z.object({ playbookId: z.string().min(1).max(100), autorun: z.boolean().default(false) }))
      .min(1)
      .max(50),
  }),
  response: incidentPlaybooks,
  errors: ['not_found', 'wrong_state'],
})

export const detachPlaybook = endpoint({
  name: 'detachPlaybook',
  method: 'DELETE',
  path: '/incidents/{id}/playbooks/{playbookId}',
  summary: 'Take a playbook that never ran off an incident',
  capability: 'incident-playbook.edit',
  params: z.object({ id: z.string().max(100), playbookId: z.string().max(100) }),
  status: 204,
  response: z.undefined(),
  errors: ['not_found', 'wrong_state'],
})

export const listTriageEventRuns = endpoint({
  name: 'listTriageEventRuns',
  method: 'GET',
  path: '/triage-events/{id}/runs',
  summary: 'Runs of one triage event, newest first (IPB-13)',
  capability: 'incident-playbook.access',
  params: idParam,
  response: z.object({ items: z.array(run) }),
  errors: ['not_found'],
})

export const getRun = endpoint({
  name: 'getRun',
  method: 'GET',
  path: '/runs/{id}',
  summary: 'One run with its graph and the state of each node',
  capability: 'incident-playbook.access',
  params: idParam,
  response: runDetail,
  errors: ['not_found'],
})

const nodeParams = z.object({ id: z.string().max(100), nodeId: z.string().max(100) })

export const getRunNode = endpoint({
  name: 'getRunNode',
  method: 'GET',
  path: '/runs/{id}/nodes/{nodeId}',
  summary: 'Inputs, outputs, errors and attempts of one node, per iteration (IPB-07 … IPB-10)',
  capability: 'incident-playbook.access',
  params: nodeParams,
  query: z.object({
    limit: z.coerce.number().int().min(1).max(1000).default(100),
    offset: z.coerce.number().int().min(0).default(0),
    /** Whether large results are part of the answer or only their size. */
    large: z.enum(['include', 'leave-out']).default('include'),
  }),
  response: z.object({ items: z.array(nodeIteration), total: z.number().int() }),
  errors: ['not_found'],
})

export const killRun = endpoint({
  name: 'killRun',
  method: 'POST',
  path: '/runs/{id}/kill',
  summary: 'End a run now: stops scripts and cancels what it waits for (EXE-12)',
  capability: 'incident-playbook.manage',
  params: idParam,
  status: 202,
  response: z.object({ id: z.string() }),
  errors: ['not_found', 'wrong_state'],
})

export const rerunNode = endpoint({
  name: 'rerunNode',
  method: 'POST',
  path: '/runs/{id}/nodes/{nodeId}/rerun',
  summary: 'Run this node again, alone or with all that follows (EXE-11)',
  capability: 'incident-playbook.manage',
  params: nodeParams,
  body: z.object({ scope: z.enum(['this', 'from-here']).default('from-here') }).default({ scope: 'from-here' }),
  status: 202,
  response: z.object({ id: z.string() }),
  errors: ['not_found', 'wrong_state'],
})

export const rerunRun = endpoint({
  name: 'rerunRun',
  method: 'POST',
  path: '/runs/{id}/rerun',
  summary:
    'Start a run that is over once more as a new run, with what it started with; in its version or in the newest (EXE-10)',
  capability: 'incident-playbook.manage',
  params: idParam,
  body: z.object({ version: z.enum(['same', 'newest']).default('same') }).default({ version: 'same' }),
  status: 202,
  response: z.object({ id: z.string() }),
  errors: ['not_found', 'wrong_state'],
})

export const downloadRunResults = endpoint({
  name: 'downloadRunResults',
  method: 'GET',
  path: '/runs/{id}/results',
  summary:
    'What the nodes of a run were given and gave, whole, as one JSON file; of one node with `node` (IPB-05, IPB-07)',
  capability: 'incident-playbook.access',
  params: idParam,
  query: z.object({ node: z.string().max(100).optional() }),
  responseType: 'file',
  response: z.unknown(),
  errors: ['not_found'],
})

export const answerNode = endpoint({
  name: 'answerNode',
  method: 'POST',
  path: '/runs/{id}/nodes/{nodeId}/answer',
  summary: 'Answer what a node waits for; the first answer wins (NOD-50 … NOD-56)',
  capability: 'incident-playbook.access',
  params: nodeParams,
  body: z.object({ answer: z.string().max(255), inputs: z.record(z.string(), json).optional() }),
  status: 202,
  response: z.object({ id: z.string() }),
  errors: ['not_found', 'wrong_state', 'not_allowed'],
})

/** Work that waits for a person: a card on Home (HOME-01 … HOME-03, HOME-08). */
export const operation = z.object({
  kind: z.enum(['user-choice', 'manual', 'lost', 'task']),
  id: z.string(),
  title: z.string(),
  question: z.string(),
  answers: z.array(z.string()),
  playbook: z.string().nullable(),
  runId: z.string().nullable(),
  nodeId: z.string().nullable(),
  incident: z.object({ id: z.string(), label: z.string() }).nullable(),
  triageEvent: z.object({ id: z.string(), label: z.string() }).nullable(),
  assignee: z.string().nullable(),
  since: moment,
  dueAt: moment.nullable(),
})
export type Operation = z.infer<typeof operation>

export const listOperations = endpoint({
  name: 'listOperations',
  method: 'GET',
  path: '/operations',
  summary: 'My operations: what waits for me (HOME-01)',
  capability: 'signed-in',
  query: z.object({ of: z.enum(['me', 'everybody']).default('me') }),
  response: z.object({ items: z.array(operation) }),
})
