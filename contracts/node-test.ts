import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { json } from './lists.ts'

/** What stands for a value that the node refers to; `reference` as it stands in the node, its list mode left out (TST-02). */
export const mockValue = z.object({
  reference: z.looseObject({ ref: z.string().max(20), path: z.string().max(2000) }),
  value: json,
})
export type MockValue = z.infer<typeof mockValue>

const testedIteration = z.object({
  inputs: z.record(z.string(), json),
  status: z.enum(['succeeded', 'failed']),
  output: json,
  table: z
    .object({ columns: z.array(z.object({ name: z.string(), link: z.boolean() })), rows: z.array(z.array(json)) })
    .nullable(),
  error: z.string().nullable(),
  durationMs: z.number(),
})
export type TestedIteration = z.infer<typeof testedIteration>

/** What a node did by itself with the values it was given; kept nowhere (TST-03, TST-07). */
export const nodeTestResult = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('action'),
    status: z.enum(['succeeded', 'failed']),
    integration: z.string(),
    action: z.string(),
    resource: z.string().nullable(),
    /** The first ones; a test runs at most ten. */
    iterations: z.array(testedIteration),
    /** How many there are with these values in a run. */
    total: z.number().int(),
    warnings: z.array(z.string()),
  }),
  z.object({
    kind: z.literal('condition'),
    status: z.enum(['succeeded', 'failed']),
    /** The exit it is left by. */
    port: z.string(),
    /** Every branch, also those behind the one that is taken; `holds` is null where it cannot be evaluated. */
    branches: z.array(z.object({ name: z.string(), holds: z.boolean().nullable(), error: z.string().nullable() })),
  }),
  z.object({
    kind: z.literal('user-choice'),
    title: z.string(),
    /** HTML, values in it escaped. */
    question: z.string(),
    answers: z.array(z.string()),
    authorizer: z.string().nullable(),
    expires: z.object({ seconds: z.number(), default: z.string() }).nullable(),
  }),
  z.object({
    kind: z.literal('task'),
    title: z.string(),
    /** HTML, values in it escaped. */
    description: z.string(),
    owner: z.string().nullable(),
    authorizer: z.string().nullable(),
    dueDays: z.number().nullable(),
    priority: z.string(),
    mandatory: z.boolean(),
    percentage: z.number().nullable(),
    hours: z.number().nullable(),
  }),
])
export type NodeTestResult = z.infer<typeof nodeTestResult>

export const testNode = endpoint({
  name: 'testNode',
  method: 'POST',
  path: '/playbooks/{id}/nodes/{nodeId}/test',
  summary:
    'Run one action, condition, user choice or task node of the draft with given values, nothing else (TST-01 … TST-08); actions are really performed',
  capability: 'playbook.configure',
  params: z.object({ id: z.string().max(100), nodeId: z.string().max(100) }),
  body: z.object({ values: z.array(mockValue).max(500).default([]) }),
  response: nodeTestResult,
  errors: ['not_found', 'wrong_state', 'invalid_input'],
})
