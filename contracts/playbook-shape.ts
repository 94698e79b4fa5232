import { z } from 'zod'
import { endpoint } from './endpoint.ts'

/** What a playbook takes and gives when another one runs it (NOD-60, NOD-62, NOD-64). */
export const playbookShape = z.object({
  id: z.string(),
  name: z.string(),
  /** Paths of the inputs that its start node declares. */
  inputs: z.array(z.string()),
  /** Names of its nodes whose output the caller can refer to, beside `status`. */
  outputs: z.array(z.string()),
  published: z.boolean(),
  enabled: z.boolean(),
  /** Ids of the playbooks that it runs itself. */
  calls: z.array(z.string()),
})
export type PlaybookShape = z.infer<typeof playbookShape>

export const listPlaybookShapes = endpoint({
  name: 'listPlaybookShapes',
  method: 'GET',
  path: '/playbook-shapes',
  summary: 'Inputs and outputs of all playbooks, to choose a nested one and map its values (NOD-60 … NOD-64)',
  capability: 'playbook.access',
  response: z.object({ items: z.array(playbookShape) }),
})
