import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { idParam, listQuery, moment, page } from './lists.ts'

/** What an entity can be (ENT-02); `artifact` is the generic one. */
export const entityType = z.enum(['domain', 'email', 'file', 'ip', 'md5', 'sha1', 'sha256', 'url', 'user', 'artifact'])
export type EntityType = z.infer<typeof entityType>

/** Where an entity was seen: resource name of the API and id. */
export const sighting = z.object({
  kind: z.enum(['incidents', 'triage-events']),
  id: z.string(),
  firstSeenAt: moment,
})
export type Sighting = z.infer<typeof sighting>

export const entity = z.object({
  id: z.string(),
  type: entityType,
  /** In normal form (ENT-05): lower-case domains and hashes, canonical IPv6, nothing defanged. */
  value: z.string(),
  /** Verdicts such as Malicious and Suspicious, and whatever else people mark it with (ENT-04). */
  tags: z.array(z.string()),
  additionalInfo: z.string(),
  incidentCount: z.number().int(),
  triageEventCount: z.number().int(),
  createdAt: moment,
  lastSeenAt: moment,
  version: z.number().int(),
})
export type Entity = z.infer<typeof entity>

export const entityDetail = entity.extend({ seenIn: z.array(sighting) })
export type EntityDetail = z.infer<typeof entityDetail>

const tag = z.string().trim().min(1).max(100)

export const listEntities = endpoint({
  name: 'listEntities',
  method: 'GET',
  path: '/entities',
  summary: 'Entities over all incidents (ENT-20); `query` finds text in the value',
  capability: 'entity.access',
  query: listQuery.extend({ type: entityType.optional(), tag: z.string().max(100).optional() }),
  response: page(entity),
  errors: ['invalid_query'],
})

export const getEntity = endpoint({
  name: 'getEntity',
  method: 'GET',
  path: '/entities/{id}',
  summary: 'One entity and where it was seen (ENT-01, ENT-21)',
  capability: 'entity.access',
  params: idParam,
  response: entityDetail,
  errors: ['not_found'],
})

export const createEntity = endpoint({
  name: 'createEntity',
  method: 'POST',
  path: '/entities',
  summary: 'Add an entity by hand (ENT-26); one that is known already is answered as it is',
  capability: 'entity.manage',
  body: z.object({ type: entityType, value: z.string().trim().min(1).max(4000) }),
  status: 201,
  response: entity,
})

export const changeEntity = endpoint({
  name: 'changeEntity',
  method: 'PATCH',
  path: '/entities/{id}',
  summary: 'Change tags and additional information (ENT-29)',
  capability: 'entity.manage',
  params: idParam,
  body: z.object({
    version: z.number().int().optional(),
    tags: z.array(tag).max(100).optional(),
    additionalInfo: z.string().max(100_000).optional(),
  }),
  response: entity,
  errors: ['not_found', 'stale_version'],
})

export const listIncidentEntities = endpoint({
  name: 'listIncidentEntities',
  method: 'GET',
  path: '/incidents/{id}/entities',
  summary: 'The entities of one incident (ENT-28)',
  capability: 'entity.access',
  params: idParam,
  response: z.object({ items: z.array(entity) }),
  errors: ['not_found'],
})

export const addIncidentEntity = endpoint({
  name: 'addIncidentEntity',
  method: 'POST',
  path: '/incidents/{id}/entities',
  summary: 'Add an entity to an incident by hand (ENT-26, ENT-28)',
  capability: 'entity.manage',
  params: idParam,
  body: z.object({ type: entityType, value: z.string().trim().min(1).max(4000) }),
  status: 201,
  response: entity,
  errors: ['not_found'],
})
