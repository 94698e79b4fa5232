import { isRecord } from '../canonical/canonical-json.ts'

/** An object that is the same one wherever it stands in its list: nodes, links, list values, fields. */
export interface Entity {
  id: string
  [key: string]: unknown
}

/** A list whose members all have an `id` of their own. An empty list is one too. */
export function isEntityList(value: unknown): value is Entity[] {
  if (!Array.isArray(value)) return false
  const seen = new Set<string>()
  return value.every((item) => {
    if (!isRecord(item) || typeof item.id !== 'string' || seen.has(item.id)) return false
    seen.add(item.id)
    return true
  })
}

export function byId(list: readonly Entity[]): Map<string, Entity> {
  return new Map(list.map((entity) => [entity.id, entity]))
}

/**
 * Whether objects are compared key by key. A reference to a value (`ref`) is one value: half of one and half of another
 * would read something nobody chose. The same holds for objects of different `kind`.
 */
export function areComparable(objects: readonly Record<string, unknown>[]): boolean {
  const kind = objects[0]?.kind
  return objects.every((object) => typeof object.ref !== 'string' && object.kind === kind)
}
