import { z } from 'zod'
import { actorRef, json, moment } from './lists.ts'

/** The version of the link's own language; raised only when an older side could not understand (FLT-09). */
export const LINK_PROTOCOL = 1

/** What a tenant can allow its MSSP (FLT-10). */
export const grantTexts = {
  metrics: 'Counts of incidents, without any text of theirs',
  'incident-list': 'The list of incidents: label, title, owner',
  'incident-detail': 'Read one incident when it is opened',
  act: 'Change status, close and assign incidents',
  'run-playbooks': 'Run the playbooks marked for it',
  content: 'Receive playbooks, custom fields and other content',
  connect: 'Sign-in of MSSP staff',
} as const
export type GrantName = keyof typeof grantTexts
export const grantName = z.enum(Object.keys(grantTexts) as [GrantName, ...GrantName[]])

export const grant = z.object({
  /** The grant ends by itself at this moment. */
  expiresAt: moment.nullable().optional(),
  /** For `connect`: the profile that MSSP staff work with here. */
  profile: z.string().min(1).max(255).optional(),
})
export type Grant = z.infer<typeof grant>

export const grants = z.partialRecord(grantName, grant)
export type Grants = z.infer<typeof grants>

/** Who calls whom (FLT-07): the console calls a direct tenant; an outbound tenant, behind NAT, calls its console. */
export const linkMode = z.enum(['direct', 'outbound'])
export type LinkMode = z.infer<typeof linkMode>

/** Why an exchange failed, as exactly as can be told from this side (FLT-21). */
export const linkFailure = z.enum([
  'dns',
  'refused',
  'timeout',
  'tls',
  'clock',
  'signature',
  'version',
  'grant',
  'suspended',
  'unpaired',
  'answer',
])
export type LinkFailure = z.infer<typeof linkFailure>

export const publicKey = z.base64url().min(40).max(64)
const nonce = z.base64url().min(16).max(64)
const proof = z.base64url().min(43).max(64)
const address = z.url({ protocol: /^https?$/ }).max(2000)
const spoken = {
  /** Link protocol of the side that speaks. */
  protocol: z.number().int(),
  /** Product version of the side that speaks. */
  product: z.string().max(100),
}

/** The keys of a pairing as one side sees them (FLT-05). */
export const pairingKeys = z.object({
  /** Since when this side's key is in use. */
  since: moment,
  /** Since when the other side's is; null while the pairing is not finished. */
  peerSince: moment.nullable(),
  /** When this side's next key was announced, while the other side has not confirmed it; null otherwise. */
  changingSince: moment.nullable(),
  /** After how many days this side changes its key by itself; null for never. */
  rotateDays: z.number().int().nullable(),
})
export type PairingKeys = z.infer<typeof pairingKeys>
/** Body of the calls that set the schedule. */
export const keySchedule = z.object({ days: z.number().int().min(1).max(3650).nullable() })

/** First half of pairing: the console names the code, without its secret part, and says who it is. */
export const pairingHello = z.object({
  ...spoken,
  codeId: z.string().length(5),
  publicKey,
  nonce,
  /** The console's own address, which outbound tenants call. */
  url: address,
  /** The tenant's address as the console knows it. */
  tenantUrl: address,
  name: z.string().min(1).max(255),
  mode: linkMode,
})
export type PairingHello = z.infer<typeof pairingHello>

export const pairingHelloAnswer = z.object({
  ...spoken,
  pairingId: z.uuid(),
  publicKey,
  nonce,
  name: z.string().min(1).max(255),
})
export type PairingHelloAnswer = z.infer<typeof pairingHelloAnswer>

/** Second half: each side proves by an HMAC over all that was said that it knows the code (FLT-02). */
export const pairingProof = z.object({ codeId: z.string().length(5), pairingId: z.uuid(), proof })
export type PairingProof = z.infer<typeof pairingProof>
export const pairingProofAnswer = z.object({ proof, grants })

/** One message of an outbox. Numbers rise by one per peer, without gaps (FLT-06). */
export const linkMessage = z.object({
  number: z.number().int().min(1),
  kind: z.string().min(1).max(100),
  payload: json,
  /** The person or machine at the sender on whose behalf this is (FLT-11). */
  actor: actorRef.nullable(),
  /** What the sender calls the matter by; comes back when the receiver refuses the message. */
  reference: z.string().max(200).nullable(),
})
export type LinkMessage = z.infer<typeof linkMessage>

/** Both halves of the one call of the link have this form. */
export const exchange = z.object({
  ...spoken,
  /** All messages of the receiver up to this number took effect at the sender. */
  acknowledged: z.number().int().min(0),
  messages: z.array(linkMessage).max(1000),
  /** In requests: hold the answer up to so many seconds until there is a message (FLT-07). */
  waitSeconds: z.number().int().min(0).max(60).optional(),
  /** The sender has ended the pairing (FLT-12). */
  ended: z.boolean().optional(),
  /** In answers: the console has suspended this tenant. */
  suspended: z.boolean().optional(),
})
export type Exchange = z.infer<typeof exchange>
