import type { Endpoint } from '@tocsin/contracts/endpoint.ts'
import type { LiveChange } from '@tocsin/contracts/live.ts'

/** What a cached answer is about; the parts of the key by which changes find it. */
export interface Subject {
  /** `incidents`, `fleet/tenants`, … */
  resource: string
  /** The object asked for; null for a list. */
  id: string | null
  /** What below the object: `notes` in `/incidents/{id}/notes`. */
  below: string | null
}

export type QueryKey = readonly [subject: Subject, endpoint: string, params: unknown, query: unknown]

/** The resource an endpoint is about: its first path segment, or the first two below `fleet`. */
export function subjectOf(path: string, params: Record<string, unknown> = {}): Subject {
  const segments = path.split('/').filter(Boolean)
  const length = segments[0] === 'fleet' ? 2 : 1
  const named = segments.slice(0, length).join('/')
  const [idSegment, below] = segments.slice(length)
  const name = idSegment && /^\{(\w+)\}$/.exec(idSegment)?.[1]
  const id = name ? params[name] : undefined
  return {
    resource: named,
    id: id === undefined ? null : String(id),
    below: name ? (below ?? null) : (idSegment ?? null),
  }
}

export function queryKey(endpoint: Pick<Endpoint, 'name' | 'path'>, params?: unknown, query?: unknown): QueryKey {
  return [subjectOf(endpoint.path, params as Record<string, unknown>), endpoint.name, params ?? null, query ?? null]
}

/** Answers that are made of other resources: a change of those changes them too, shown or still in the cache. */
const madeOf: Record<string, readonly string[]> = {
  operations: ['runs', 'tasks'],
  'fleet/tenants': ['fleet/deliveries', 'fleet/incidents', 'fleet/sync'],
  'fleet/releases': ['fleet/deliveries'],
  'fleet/sync': ['fleet/tenants', 'fleet/releases', 'fleet/deliveries', 'playbooks', 'custom-fields', 'integrations'],
}

/**
 * Must an answer be fetched again after this change? Lists of the resource and everything about the object must; so
 * must everything about the object it lies below, and lists of the same name below another one when no parent is told.
 */
export function isTouched(subject: Subject, change: LiveChange): boolean {
  if (subject.resource === change.resource) return subject.id === null || subject.id === change.id
  if (madeOf[subject.resource]?.includes(change.resource)) return true
  if (change.parent) return subject.resource === change.parent.resource && subject.id === change.parent.id
  return subject.below === change.resource
}
