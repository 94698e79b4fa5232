import { z } from 'zod'
import { auditEvent } from './audit.ts'
import { endpoint } from './endpoint.ts'
import { type GrantName, type Grants, grant, grantName, grants, keySchedule, linkMode, pairingKeys } from './link.ts'
import { idParam, moment } from './lists.ts'

/** Grants as a caller writes them: names, or names with their settings; `true` is a grant without an end. */
export const grantsInput = z
  .union([z.array(grantName), z.partialRecord(grantName, z.union([z.boolean(), grant]))])
  .transform((given): Grants => {
    const entries = Array.isArray(given) ? given.map((name) => [name, true] as const) : Object.entries(given)
    const result: Grants = {}
    for (const [name, value] of entries) {
      if (value === false || value === undefined) continue
      result[name as GrantName] = value === true ? {} : value
    }
    return result
  })

/** A tie to an MSSP as the tenant sees it. */
export const pairing = z.object({
  id: z.string(),
  /** `open`: the code waits to be used; `ended` pairings stay for reading what was done. */
  status: z.enum(['open', 'active', 'ended']),
  /** The MSSP's name, null while the code waits. */
  name: z.string().nullable(),
  url: z.string().nullable(),
  mode: linkMode.nullable(),
  grants,
  /** Fingerprint of this instance's key; the same is shown at the console. */
  fingerprint: z.string(),
  peerFingerprint: z.string().nullable(),
  keys: pairingKeys,
  createdAt: moment,
  pairedAt: moment.nullable(),
  endedAt: moment.nullable(),
  /** Until when the code can be used. */
  codeExpiresAt: moment.nullable(),
  lastContactAt: moment.nullable(),
  error: z.string().nullable(),
  /** Messages that wait for the MSSP. */
  queueDepth: z.number().int(),
  peerProduct: z.string().nullable(),
  version: z.number().int(),
})
export type Pairing = z.infer<typeof pairing>

export const createPairing = endpoint({
  name: 'createPairing',
  method: 'POST',
  path: '/pairings',
  summary: 'Make a one-time code with which an MSSP can pair with this instance (FLT-01)',
  capability: 'membership.manage',
  body: z.object({ grants: grantsInput.default({}) }),
  status: 201,
  response: z.object({ id: z.string(), code: z.string(), fingerprint: z.string(), expiresAt: moment }),
  errors: ['not_allowed', 'not_found', 'limit_reached'],
})

export const listPairings = endpoint({
  name: 'listPairings',
  method: 'GET',
  path: '/pairings',
  summary: 'MSSPs that look after this instance, and what they may do',
  capability: 'membership.manage',
  response: z.object({ items: z.array(pairing) }),
})

export const changePairing = endpoint({
  name: 'changePairing',
  method: 'PATCH',
  path: '/pairings/{id}',
  summary: 'Change what the MSSP may do; acts at once (FLT-10)',
  capability: 'membership.manage',
  params: idParam,
  body: z.object({ version: z.number().int().optional(), grants: grantsInput }),
  response: pairing,
  errors: ['not_found', 'stale_version', 'wrong_state', 'not_allowed'],
})

export const rotatePairingKey = endpoint({
  name: 'rotatePairingKey',
  method: 'POST',
  path: '/pairings/{id}/rotate-key',
  summary: 'Change this instance’s key of the link without pairing again (FLT-05)',
  capability: 'membership.manage',
  params: idParam,
  response: pairing,
  errors: ['not_found', 'wrong_state', 'not_allowed'],
})

export const schedulePairingKey = endpoint({
  name: 'schedulePairingKey',
  method: 'PUT',
  path: '/pairings/{id}/key-schedule',
  summary: 'After how many days this instance changes its key by itself; null for never (FLT-05)',
  capability: 'membership.manage',
  params: idParam,
  body: keySchedule,
  response: pairing,
  errors: ['not_found', 'wrong_state', 'not_allowed'],
})

export const endPairing = endpoint({
  name: 'endPairing',
  method: 'DELETE',
  path: '/pairings/{id}',
  summary: 'Leave the MSSP, also while it is unreachable; data and content stay (FLT-12)',
  capability: 'membership.manage',
  params: idParam,
  status: 204,
  response: z.undefined(),
  errors: ['not_found'],
})

export const listPairingActivity = endpoint({
  name: 'listPairingActivity',
  method: 'GET',
  path: '/pairings/{id}/activity',
  summary: 'What the MSSP did here, newest first (FLT-11)',
  capability: 'membership.manage',
  params: idParam,
  query: z.object({ limit: z.coerce.number().int().min(1).max(1000).default(100) }),
  response: z.object({ items: z.array(auditEvent) }),
  errors: ['not_found'],
})
