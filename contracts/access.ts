import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { actorRef, idParam, moment } from './lists.ts'

export const profile = z.object({
  id: z.string(),
  name: z.string(),
  capabilities: z.array(z.string()),
  shipped: z.boolean(),
})
export type Profile = z.infer<typeof profile>

export const user = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  profile: z.string(),
  /** By name. Those with a profile decide together what he may do, in place of his own (GRP-02, GRP-03). */
  groups: z.array(z.object({ id: z.string(), name: z.string(), profile: z.string().nullable() })),
  active: z.boolean(),
  lockedUntil: moment.nullable(),
  createdAt: moment,
  version: z.number().int(),
})
export type User = z.infer<typeof user>

const displayName = z.string().trim().min(1).max(255)
const password = z.string().min(12, 'A password has at least 12 characters').max(1000)

export const listProfiles = endpoint({
  name: 'listProfiles',
  method: 'GET',
  path: '/profiles',
  summary: 'Profiles with their capabilities (ROL-01 … ROL-03)',
  capability: 'signed-in',
  response: z.object({ items: z.array(profile) }),
})

export const listUsers = endpoint({
  name: 'listUsers',
  method: 'GET',
  path: '/users',
  summary: 'Users of this instance, as choices for owner and authorizer',
  capability: 'signed-in',
  response: z.object({ items: z.array(user) }),
})

export const createUser = endpoint({
  name: 'createUser',
  method: 'POST',
  path: '/users',
  summary: 'Add a user',
  capability: 'user.manage',
  body: z.object({ email: z.email().max(320), name: displayName, profile: z.string().max(255), password }),
  status: 201,
  response: user,
  errors: ['name_taken'],
})

export const changeUser = endpoint({
  name: 'changeUser',
  method: 'PATCH',
  path: '/users/{id}',
  summary: 'Change, lock or unlock a user (USR-02, SEC-04)',
  capability: 'user.manage',
  params: idParam,
  body: z.object({
    version: z.number().int().optional(),
    name: displayName.optional(),
    profile: z.string().max(255).optional(),
    active: z.boolean().optional(),
    unlock: z.literal(true).optional(),
    password: password.optional(),
  }),
  response: user,
  errors: ['not_found', 'stale_version', 'wrong_state'],
})

export const apiKey = z.object({
  id: z.string(),
  name: z.string(),
  profile: z.string(),
  createdBy: actorRef,
  createdAt: moment,
  lastUsedAt: moment.nullable(),
  revokedAt: moment.nullable(),
})
export type ApiKey = z.infer<typeof apiKey>

export const listApiKeys = endpoint({
  name: 'listApiKeys',
  method: 'GET',
  path: '/api-keys',
  summary: 'API keys without their secrets (USR-04)',
  capability: 'user.manage',
  response: z.object({ items: z.array(apiKey) }),
})

export const createApiKey = endpoint({
  name: 'createApiKey',
  method: 'POST',
  path: '/api-keys',
  summary: 'Make an API key; the key is shown this once. It may at most what its maker may',
  capability: 'api.use',
  body: z.object({ name: displayName, profile: z.string().max(255).optional() }),
  status: 201,
  response: z.object({ id: z.string(), key: z.string() }),
  errors: ['not_found', 'not_allowed'],
})

export const revokeApiKey = endpoint({
  name: 'revokeApiKey',
  method: 'DELETE',
  path: '/api-keys/{id}',
  summary: 'Revoke an API key at once',
  capability: 'user.manage',
  params: idParam,
  status: 204,
  response: z.undefined(),
  errors: ['not_found'],
})
