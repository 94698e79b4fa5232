import { z } from 'zod'
import type { ActionNode } from './nodes.ts'

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
  schedule: z
    .object({
      /** `<int><s|m|h|d>` or `input.<field>`. */
      every: z.string(),
      expire: z.string(),
      exit: z.array(z.object({ path: z.string(), values: z.array(z.string()) })).default([]),
      /** A repetition that is still under way when the next is due is stopped, not skipped (SCH-05). */
      force: z.boolean().default(false),
    })
    .optional(),
})
export type ActionShape = z.infer<typeof actionShape>

/** The shape of the action that a node names, or undefined when it is not installed (unbound). */
export function shapeOf(node: ActionNode, actions: readonly ActionShape[]): ActionShape | undefined {
  return actions.find((shape) => shape.integration === node.integration && shape.name === node.action)
}
