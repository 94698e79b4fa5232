import { z } from 'zod'
import type { ActionNode } from './nodes.ts'

export const actionSchedule = z.object({
  /** `<int><s|m|h|d>` or `input.<field>`. */
  every: z.string(),
  /** Total time after the first repetition, in the same syntax; null for no end. */
  expire: z.string().nullable(),
  exit: z.array(z.object({ path: z.string(), values: z.array(z.string()) })).default([]),
  /** A repetition that is still under way when the next is due is stopped, not skipped (SCH-05). */
  force: z.boolean().default(false),
})
export type ActionSchedule = z.infer<typeof actionSchedule>

/** What the engine and the editor must know of an action to bind its inputs and outputs. */
export const actionShape = z.object({
  integration: z.string(),
  name: z.string(),
  type: z.string(),
  fields: z.array(z.object({ id: z.string(), label: z.string().optional(), type: z.string(), required: z.boolean() })),
  /** Declared result paths, offered by the value picker (PLC-04). */
  outputs: z.array(z.string()).default([]),
  /** False where the integration asks for no connection, so that a node needs no resource. */
  needsResource: z.boolean().optional(),
  /** May be repeated without harm: an enrichment, an HTTP GET, or declared so. */
  idempotent: z.boolean().default(false),
  /** Of a Scheduled action: it is repeated inside the run (SCH-01 … SCH-08, formats.md 3). */
  schedule: actionSchedule.optional(),
})
export type ActionShape = z.infer<typeof actionShape>

/** What the engine and the editor must know of a playbook that others run (NOD-60 … NOD-65). */
export const playbookShape = z.object({
  id: z.string(),
  name: z.string(),
  /** Paths of the inputs that its start node declares, of the published version or else of the draft. */
  inputs: z.array(z.string()),
  /** Names of its nodes whose output the caller can refer to, beside `status` (NOD-64). */
  outputs: z.array(z.string()),
  published: z.boolean(),
  enabled: z.boolean(),
  /** Ids of the playbooks that it runs itself. */
  calls: z.array(z.string()).default([]),
})
export type PlaybookShape = z.infer<typeof playbookShape>

/** The playbook of that name, in any case, or undefined where there is none. */
export function playbookNamed<T extends { name: string }>(name: string, playbooks: readonly T[]): T | undefined {
  const wanted = name.trim().toLowerCase()
  return playbooks.find((each) => each.name.trim().toLowerCase() === wanted)
}

/** The shape of the action that a node names, or undefined when it is not installed (unbound). */
export function shapeOf(node: ActionNode, actions: readonly ActionShape[]): ActionShape | undefined {
  return actions.find((shape) => shape.integration === node.integration && shape.name === node.action)
}
