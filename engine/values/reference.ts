import { z } from 'zod'

/** How a list inside a text is used: once per item, or all items joined by commas (PLC-07). */
export const listMode = z.enum(['loop', 'combine'])
export type ListMode = z.infer<typeof listMode>

const fromScope = <Name extends string>(name: Name) =>
  z.object({ ref: z.literal(name), path: z.string(), mode: listMode.optional() })

/**
 * Where a value comes from. One shape everywhere: node inputs, conditions, authorizers, and, written as text between
 * double braces, placeholders. `param` is an input of the playbook; `text` is a template with placeholders.
 */
export const expression = z.discriminatedUnion('ref', [
  z.object({
    ref: z.literal('node'),
    node: z.string(),
    side: z.enum(['output', 'input']),
    path: z.string(),
    mode: listMode.optional(),
  }),
  fromScope('param'),
  fromScope('incident'),
  fromScope('artifact'),
  fromScope('triage'),
  z.object({ ref: z.literal('responder'), node: z.string(), path: z.string() }),
  z.object({ ref: z.literal('const'), value: z.unknown() }),
  z.object({ ref: z.literal('internal'), value: z.union([z.boolean(), z.literal('empty')]) }),
  z.object({ ref: z.literal('text'), text: z.string(), html: z.boolean().optional() }),
])
export type Expression = z.infer<typeof expression>

/** An expression that reads something: the kinds that may stand in a placeholder. */
export type Reference = Exclude<Expression, { ref: 'const' | 'internal' | 'text' }>
export type NodeReference = Extract<Expression, { ref: 'node' | 'responder' }>

/** The groups of values that the host supplies; the engine only passes them on. */
export const scopeNames = ['incident', 'artifact', 'triage'] as const
export type ScopeName = (typeof scopeNames)[number]

export function isReference(value: Expression): value is Reference {
  return value.ref !== 'const' && value.ref !== 'internal' && value.ref !== 'text'
}
