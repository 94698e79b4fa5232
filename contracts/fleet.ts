import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { grants, keySchedule, linkFailure, linkMode, pairingKeys } from './link.ts'
import { ability, idParam, moment } from './lists.ts'

/** Whom a push or a widget is for (FLT-24). `all`: a push goes to those paired now, a widget shows later ones too. */
export const targets = z.union([
  z.object({ all: z.literal(true), except: z.array(z.string()).max(10_000).optional() }),
  z.object({ tenants: z.array(z.string()).min(1).max(10_000) }),
  z.object({ groups: z.array(z.string()).min(1).max(1000) }),
  z.object({ tags: z.array(z.string()).min(1).max(1000) }),
])
export type Targets = z.infer<typeof targets>

export const tenantStatus = z.enum(['connected', 'unreachable', 'pending', 'suspended', 'unpaired'])
export type TenantStatus = z.infer<typeof tenantStatus>

const tenantName = z.string().trim().min(1).max(255)
const label = z.string().trim().min(1).max(100)
const labels = z.array(label).max(50)

/** One row of Nodes Management (FLT-20). */
export const tenant = z.object({
  id: z.string(),
  name: z.string(),
  url: z.string(),
  status: tenantStatus,
  /** Why the tenant is not connected. */
  failure: linkFailure.nullable(),
  error: z.string().nullable(),
  /** Served by this deployment, or by another one. */
  hosted: z.boolean(),
  mode: linkMode,
  groups: z.array(z.string()),
  tags: z.array(z.string()),
  grants,
  product: z.string().nullable(),
  protocol: z.number().int().nullable(),
  /** The tenant runs another version of the product than this console (FLT-09). */
  versionSkew: z.boolean(),
  lastContactAt: moment.nullable(),
  roundTripMs: z.number().nullable(),
  /** Messages that wait for the tenant. */
  queueDepth: z.number().int(),
  /** Content items by state at this tenant (FLT-42). */
  content: z.object({
    synchronized: z.number().int(),
    behind: z.number().int(),
    drift: z.number().int(),
    failed: z.number().int(),
  }),
  /** Null when the tenant does not grant `metrics`. */
  openIncidents: z.number().int().nullable(),
  /** How old the figures of this tenant are. */
  factsAt: moment.nullable(),
  fingerprint: z.string(),
  tenantFingerprint: z.string().nullable(),
  keys: pairingKeys,
  pairedAt: moment,
  version: z.number().int(),
  abilities: z.object({
    ping: ability,
    connect: ability,
    edit: ability,
    suspend: ability,
    rotateKey: ability,
    unpair: ability,
  }),
})
export type Tenant = z.infer<typeof tenant>

export const listTenants = endpoint({
  name: 'listTenants',
  method: 'GET',
  path: '/fleet/tenants',
  summary: 'Nodes Management: every paired tenant with its health (MSSP-20, FLT-20)',
  capability: 'fleet.nodes-view',
  response: z.object({ items: z.array(tenant) }),
})

export const getTenant = endpoint({
  name: 'getTenant',
  method: 'GET',
  path: '/fleet/tenants/{id}',
  summary: 'One tenant',
  capability: 'fleet.nodes-view',
  params: idParam,
  response: tenant,
  errors: ['not_found'],
})

export const pairTenant = endpoint({
  name: 'pairTenant',
  method: 'POST',
  path: '/fleet/tenants',
  summary: 'Pair with the tenant at this address by its one-time code (FLT-02)',
  capability: 'fleet.nodes-manage',
  body: z.object({
    url: z.url({ protocol: /^https?$/ }).max(2000),
    code: z.string().min(1).max(200),
    name: tenantName,
    mode: linkMode.default('direct'),
    groups: labels.default([]),
    tags: labels.default([]),
  }),
  status: 201,
  response: tenant,
  errors: ['wrong_credentials', 'locked_out', 'wrong_state', 'unreachable', 'name_taken'],
})

export const changeTenant = endpoint({
  name: 'changeTenant',
  method: 'PATCH',
  path: '/fleet/tenants/{id}',
  summary: 'Rename, move, label, suspend or resume a tenant (FLT-21)',
  capability: 'fleet.nodes-manage',
  params: idParam,
  body: z.object({
    version: z.number().int().optional(),
    name: tenantName.optional(),
    url: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .optional(),
    groups: labels.optional(),
    tags: labels.optional(),
    suspended: z.boolean().optional(),
  }),
  response: tenant,
  errors: ['not_found', 'stale_version', 'wrong_state', 'name_taken'],
})

export const rotateTenantKey = endpoint({
  name: 'rotateTenantKey',
  method: 'POST',
  path: '/fleet/tenants/{id}/rotate-key',
  summary: 'Change the console’s key for this tenant without pairing again (FLT-05)',
  capability: 'fleet.nodes-manage',
  params: idParam,
  response: tenant,
  errors: ['not_found', 'wrong_state'],
})

export const scheduleTenantKey = endpoint({
  name: 'scheduleTenantKey',
  method: 'PUT',
  path: '/fleet/tenants/{id}/key-schedule',
  summary: 'After how many days the console changes its key for this tenant by itself; null for never (FLT-05)',
  capability: 'fleet.nodes-manage',
  params: idParam,
  body: keySchedule,
  response: tenant,
  errors: ['not_found', 'wrong_state'],
})

export const unpairTenant = endpoint({
  name: 'unpairTenant',
  method: 'DELETE',
  path: '/fleet/tenants/{id}',
  summary: 'Unpair, also while the tenant is unreachable; it keeps its data and content (FLT-12)',
  capability: 'fleet.nodes-manage',
  params: idParam,
  status: 204,
  response: z.undefined(),
  errors: ['not_found'],
})

export const pingTenant = endpoint({
  name: 'pingTenant',
  method: 'POST',
  path: '/fleet/tenants/{id}/ping',
  summary: 'Measure the round trip now; a failure says exactly what failed (FLT-21)',
  capability: 'fleet.nodes-view',
  params: idParam,
  response: z.object({
    ok: z.boolean(),
    roundTripMs: z.number().nullable(),
    failure: linkFailure.optional(),
    error: z.string().optional(),
  }),
  errors: ['not_found'],
})

export const connectTenant = endpoint({
  name: 'connectTenant',
  method: 'POST',
  path: '/fleet/tenants/{id}/connect',
  summary: 'An address that signs the caller in at the tenant; once, within 60 s (FLT-22)',
  capability: 'fleet.nodes-connect',
  params: idParam,
  response: z.object({ url: z.string(), expiresAt: moment }),
  errors: ['not_found', 'not_granted', 'wrong_state', 'unreachable'],
})

/** One content item by its stable id (FLT-30). */
export const contentReference = z.object({ kind: z.string().min(1).max(50), id: z.string().min(1).max(200) })
export type ContentReference = z.infer<typeof contentReference>

export const releaseInput = z.object({ items: z.array(contentReference).min(1).max(1000), targets })

export const verdict = z.enum(['add', 'change', 'same', 'conflict', 'blocked'])
export type Verdict = z.infer<typeof verdict>

export const releaseItem = z.object({
  kind: z.string(),
  id: z.string(),
  name: z.string(),
  /** SHA-256 of the canonical form. */
  hash: z.string(),
  /** Why the item travels: asked for, or needed by these others (FLT-32). */
  neededBy: z.array(contentReference),
})
export type ReleaseItem = z.infer<typeof releaseItem>

export const contentDifference = z.object({
  path: z.string(),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
})

export const planCell = z.object({
  item: contentReference,
  tenant: z.string(),
  verdict,
  reasons: z.array(z.string()),
  diff: z.array(contentDifference).optional(),
  /** `tenant`: the tenant answered now; `inventory`: from what it last reported, at `asOf` (FLT-33). */
  source: z.enum(['tenant', 'inventory']),
  asOf: moment.nullable(),
})
export type PlanCell = z.infer<typeof planCell>

export const planRelease = endpoint({
  name: 'planRelease',
  method: 'POST',
  path: '/fleet/releases/plan',
  summary: 'What a push would do, item by item and tenant by tenant (FLT-33)',
  capability: 'fleet.push',
  body: releaseInput,
  response: z.object({
    items: z.array(releaseItem),
    tenants: z.array(z.object({ id: z.string(), name: z.string() })),
    cells: z.array(planCell),
  }),
  errors: ['not_found', 'wrong_state'],
})

export const createRelease = endpoint({
  name: 'createRelease',
  method: 'POST',
  path: '/fleet/releases',
  summary: 'Push content items and what they need to tenants (MSSP-31, MSSP-42)',
  capability: 'fleet.push',
  body: releaseInput.extend({
    /** What happens to a field that the tenant changed as well (FLT-35). */
    policy: z.enum(['keep-tenant', 'take-console', 'stop']).default('stop'),
  }),
  status: 202,
  response: z.object({ id: z.string(), number: z.number().int() }),
  errors: ['not_found', 'wrong_state'],
})

/** `stopped`: taken back before the tenant took it. */
export const deliveryStatus = z.enum(['pending', 'applied', 'failed', 'blocked', 'stopped'])
export type DeliveryStatus = z.infer<typeof deliveryStatus>

export const release = z.object({
  id: z.string(),
  number: z.number().int(),
  createdAt: moment,
  createdBy: z.string(),
  policy: z.enum(['keep-tenant', 'take-console', 'stop']),
  items: z.array(releaseItem),
  counts: z.record(deliveryStatus, z.number().int()),
  /** The release that this one takes back (FLT-39). */
  rollsBack: z.object({ id: z.string(), number: z.number().int() }).nullable(),
  /** Rollbacks of this release, the newest first. */
  rolledBackBy: z.array(z.object({ id: z.string(), number: z.number().int() })),
  abilities: z.object({ retry: ability, stop: ability, rollBack: ability }),
})
export type Release = z.infer<typeof release>

export const listReleases = endpoint({
  name: 'listReleases',
  method: 'GET',
  path: '/fleet/releases',
  summary: 'All pushes, newest first (MSSP-36)',
  capability: 'fleet.nodes-view',
  query: z.object({
    kind: z.string().max(50).optional(),
    item: z.string().max(200).optional(),
    limit: z.coerce.number().int().min(1).max(1000).default(100),
  }),
  response: z.object({ items: z.array(release) }),
})

export const getRelease = endpoint({
  name: 'getRelease',
  method: 'GET',
  path: '/fleet/releases/{id}',
  summary: 'One push',
  capability: 'fleet.nodes-view',
  params: idParam,
  response: release,
  errors: ['not_found'],
})

export const delivery = z.object({
  id: z.string(),
  tenant: z.object({ id: z.string(), name: z.string() }),
  status: deliveryStatus,
  /** Why it failed or is blocked; what it waits for while it is pending. */
  reason: z.string().nullable(),
  items: z.array(
    contentReference.extend({
      name: z.string(),
      result: z.enum(['added', 'changed', 'same', 'kept', 'restored', 'removed', 'failed']),
      reason: z.string().nullable(),
    }),
  ),
  attempts: z.number().int(),
  changedAt: moment,
})
export type Delivery = z.infer<typeof delivery>

export const listDeliveries = endpoint({
  name: 'listDeliveries',
  method: 'GET',
  path: '/fleet/releases/{id}/deliveries',
  summary: 'The result of a push for each tenant (MSSP-36, FLT-38)',
  capability: 'fleet.nodes-view',
  params: idParam,
  response: z.object({ items: z.array(delivery) }),
  errors: ['not_found'],
})

export const retryRelease = endpoint({
  name: 'retryRelease',
  method: 'POST',
  path: '/fleet/releases/{id}/retry',
  summary: 'Deliver again where it failed, was blocked or was stopped',
  capability: 'fleet.push',
  params: idParam,
  body: z.object({ tenants: z.array(z.string()).optional() }).default({}),
  status: 202,
  response: z.object({ retried: z.number().int() }),
  errors: ['not_found'],
})

export const stopRelease = endpoint({
  name: 'stopRelease',
  method: 'POST',
  path: '/fleet/releases/{id}/stop',
  summary:
    'Take back what no tenant has taken yet (FLT-38); a tenant that takes it at this moment still shows as applied',
  capability: 'fleet.push',
  params: idParam,
  body: z.object({ tenants: z.array(z.string()).optional() }).default({}),
  status: 202,
  response: z.object({ stopped: z.number().int() }),
  errors: ['not_found'],
})

export const rollBackRelease = endpoint({
  name: 'rollBackRelease',
  method: 'POST',
  path: '/fleet/releases/{id}/rollback',
  summary: 'Return to what the tenants had before this release, byte for byte, removals included (FLT-39)',
  capability: 'fleet.push',
  params: idParam,
  body: z
    .object({
      /** Those that took the release, when left out. */
      tenants: z.array(z.string()).min(1).max(10_000).optional(),
      /** What happens where a tenant has changed an item since. */
      policy: z.enum(['keep-tenant', 'take-console', 'stop']).default('stop'),
    })
    .default({ policy: 'stop' }),
  status: 202,
  response: z.object({ id: z.string(), number: z.number().int() }),
  errors: ['not_found', 'wrong_state'],
})

const driftedItem = z.object({ tenant: z.string(), item: contentReference })

export const getDrift = endpoint({
  name: 'getDrift',
  method: 'POST',
  path: '/fleet/drift',
  summary: 'What a tenant has changed since the last push, asked of the tenant now (FLT-41)',
  capability: 'fleet.push',
  body: driftedItem,
  response: z.object({
    /** From what was pushed to what is at the tenant; one without `after` at the path '' was deleted there. */
    diff: z.array(contentDifference),
    /** Revision at the tenant; null where it was deleted. */
    hash: z.string().nullable(),
  }),
  errors: ['not_found', 'not_granted', 'wrong_state', 'unreachable'],
})

export const acceptDrift = endpoint({
  name: 'acceptDrift',
  method: 'POST',
  path: '/fleet/drift/accept',
  summary: 'Let the tenant keep what it changed: it becomes its override and survives later pushes (FLT-41)',
  capability: 'fleet.push',
  body: driftedItem,
  status: 202,
  response: z.object({ paths: z.array(z.string()) }),
  errors: ['not_found', 'not_granted', 'wrong_state', 'unreachable'],
})

export const promoteDrift = endpoint({
  name: 'promoteDrift',
  method: 'POST',
  path: '/fleet/drift/promote',
  summary: 'Make the version of the tenant the next revision of the console (FLT-41)',
  capability: 'fleet.push',
  body: driftedItem,
  response: z.object({ hash: z.string(), result: z.enum(['added', 'changed', 'same', 'kept']) }),
  errors: ['not_found', 'not_granted', 'wrong_state', 'unreachable'],
})

/** The Synchronized icon: blue, grey, amber, red; `never` was never pushed (FLT-42, MSSP-41). */
export const syncState = z.enum(['synchronized', 'behind', 'drift', 'failed', 'never'])
export type SyncState = z.infer<typeof syncState>

export const contentSync = z.object({
  id: z.string(),
  name: z.string(),
  state: syncState,
  tenants: z.array(
    z.object({ id: z.string(), name: z.string(), state: syncState, reason: z.string().nullable(), since: moment }),
  ),
})
export type ContentSync = z.infer<typeof contentSync>

export const listSync = endpoint({
  name: 'listSync',
  method: 'GET',
  path: '/fleet/sync',
  summary: 'Whether each item of a kind is at every targeted tenant exactly as it is here (FLT-42)',
  capability: 'fleet.nodes-view',
  query: z.object({ kind: z.string().min(1).max(50), id: z.string().max(200).optional() }),
  response: z.object({ items: z.array(contentSync) }),
})
