import { z } from 'zod'

/** Parameters of every list: query language (INC-20), sort `field` or `-field`, page size, opaque cursor. */
export const listQuery = z.object({
  query: z.string().max(4000).optional(),
  sort: z.string().max(100).optional(),
  limit: z.coerce.number().int().min(1).max(1000).default(100),
  cursor: z.string().max(1000).optional(),
})
export type ListQuery = z.infer<typeof listQuery>

/** A page of a list. `total` counts all that match; `nextCursor` is null on the last page. */
export function page<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable(), total: z.number().int() })
}
export interface Page<Item> {
  items: Item[]
  nextCursor: string | null
  total: number
  /** There are more than `total`; lists without end count up to a bound. */
  totalIsLeast?: boolean
}

export const idParam = z.object({ id: z.string().min(1).max(100) })
export const moment = z.iso.datetime({ offset: true })

/** Who did something: a person, a key, the platform itself, a playbook run, a rule or the MSSP over the link. */
export const actorRef = z.object({
  kind: z.enum(['user', 'api-key', 'system', 'playbook', 'rule', 'mssp']),
  id: z.string(),
  name: z.string(),
})
export type ActorRef = z.infer<typeof actorRef>

/** May the caller do this now, and if not, why (shown on the disabled control). */
export const ability = z.union([z.literal(true), z.string()])
export type Ability = z.infer<typeof ability>

export const json: z.ZodType<Json> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(json), z.record(z.string(), json)]),
)
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }
