import { z } from 'zod'
import { contentReference, planCell } from './fleet.ts'
import { grants } from './link.ts'
import { json, moment } from './lists.ts'

/** What travels over the link between `membership` at the tenant and `fleet` at the console. */

const policy = z.enum(['keep-tenant', 'take-console', 'stop'])

/** Tenant → console: what is granted from now on. */
export const grantsMessage = z.object({ grants, name: z.string().max(255) })

/** Where an incident stands, without a word of its text unless `incident-list` is granted (FLT-10, MSSP-16). */
export const incidentFact = z.object({
  id: z.number().int(),
  /** Rises with each change: an older fact never replaces a newer one. */
  version: z.number().int(),
  deleted: z.boolean(),
  open: z.boolean(),
  status: z.string().max(255),
  severity: z.string().max(255).nullable(),
  types: z.array(z.string().max(255)).max(100),
  createdAt: moment,
  startedAt: moment.nullable(),
  openedAt: moment.nullable(),
  closedAt: moment.nullable(),
  updatedAt: moment,
  text: z
    .object({ label: z.string().max(255), title: z.string().max(1000), owner: z.string().max(255).nullable() })
    .nullable(),
})
export type IncidentFact = z.infer<typeof incidentFact>

/** Tenant → console. `reset` begins a full list: what was known before is forgotten. */
export const factsMessage = z.object({ reset: z.boolean(), items: z.array(incidentFact).max(1000) })

/** Tenant → console: every content item that is there, by hash; sent when one has changed (FLT-41). */
export const inventoryMessage = z.object({
  items: z
    .array(
      contentReference.extend({
        name: z.string().max(1000),
        hash: z.string().max(100),
        /** It differs from the last push only by overrides of the tenant (FLT-36). */
        overridden: z.boolean().optional(),
      }),
    )
    .max(20_000),
})

/** Console → tenant: a release to be applied in one transaction (FLT-34). The bundle is read by `content`. */
export const releaseMessage = z.object({
  deliveryId: z.string().max(100),
  releaseId: z.string().max(100),
  number: z.number().int(),
  policy,
  bundle: json,
  /** The console has stopped the delivery: nothing is applied, the receipt says so. */
  withdrawn: z.literal(true).optional(),
})

/** Console → tenant: take a release back in one transaction (FLT-39). */
export const rollbackMessage = z.object({
  deliveryId: z.string().max(100),
  number: z.number().int(),
  /** Number of the release that is taken back. */
  undo: z.number().int(),
  policy,
  withdrawn: z.literal(true).optional(),
})

/** Tenant → console: the release is in effect. */
export const receiptMessage = z.object({
  deliveryId: z.string().max(100),
  items: z.array(
    contentReference.extend({
      result: z.enum(['added', 'changed', 'same', 'kept', 'restored', 'removed']),
      /** Revision of what is there now; differs from the pushed one where overrides were kept. */
      hash: z.string().max(100),
      warnings: z.array(z.string().max(2000)).max(1000),
    }),
  ),
  /** The console had stopped the delivery. */
  withdrawn: z.literal(true).optional(),
})

/** Console → tenant: send an item as it is at the tenant (FLT-41). */
export const fetchMessage = contentReference.extend({ requestId: z.string().max(100) })

/** Tenant → console. */
export const fetchedMessage = z.object({ requestId: z.string().max(100), bundle: json })

/** Console → tenant: what differs from the last push in this revision is an override from now on (FLT-41). */
export const acceptMessage = contentReference.extend({
  hash: z.string().max(100),
  paths: z.array(z.string().max(2000)).max(10_000),
})

/** Console → tenant: what would this release do? */
export const planMessage = z.object({ planId: z.string().max(100), policy, bundle: json })

/** Tenant → console. */
export const plannedMessage = z.object({
  planId: z.string().max(100),
  cells: z.array(planCell.omit({ tenant: true, source: true, asOf: true })).max(2000),
})
export type PlannedCell = z.infer<typeof plannedMessage>['cells'][number]

/** Console → tenant: this person wants to be signed in (FLT-22). */
export const connectMessage = z.object({
  requestId: z.string().max(100),
  person: z.object({ id: z.string().max(100), name: z.string().max(255) }),
  /** A request that comes late is refused, because nobody waits for it any more. */
  expiresAt: moment,
})

/** Tenant → console: the address that signs that person in, once. */
export const connectedMessage = z.object({ requestId: z.string().max(100), url: z.url().max(3000), expiresAt: moment })
