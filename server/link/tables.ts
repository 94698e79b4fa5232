import type { ActorRef, Json } from '@tocsin/contracts'
import type { Grants, LinkFailure, LinkMode, PairingHello } from '@tocsin/contracts/link.ts'
import type { Generated } from 'kysely'
import type { DefaultDocument, Document, Stamp } from '../platform/index.ts'

export type PairingSide = 'console' | 'tenant'
export type PairingStatus = 'open' | 'pending' | 'active' | 'suspended' | 'ended'

/** What was said in the first half of pairing, kept until the second. */
export interface Handshake {
  pairingId: string
  hello: PairingHello
  /** Of the tenant. */
  publicKey: string
  nonce: string
  /** The proof that the console sends, for repetition after a crash. */
  proof?: string
  name: string
}

export interface PairingTable {
  id: Generated<string>
  side: PairingSide
  status: PairingStatus
  mode: LinkMode | null
  own_key_id: string
  own_public_key: string
  own_private_key: string
  own_key_since: Stamp
  own_next_key_id: string | null
  own_next_public_key: string | null
  own_next_private_key: string | null
  own_announced_at: Date | null
  peer_name: string | null
  peer_url: string | null
  peer_key_id: string | null
  peer_public_key: string | null
  peer_key_since: Date | null
  peer_next_key_id: string | null
  peer_next_public_key: string | null
  rotate_days: Generated<number | null>
  code_id: string | null
  code_secret: string | null
  code_expires_at: Date | null
  wrong_tries: Generated<number>
  handshake: Document<Handshake> | null
  grants: DefaultDocument<Grants>
  numbered: Generated<number>
  acknowledged: Generated<number>
  applied: Generated<number>
  stuck: Generated<number>
  peer_protocol: number | null
  peer_product: string | null
  last_contact_at: Date | null
  round_trip_ms: number | null
  failures: Generated<number>
  failure: LinkFailure | null
  error: string | null
  ended_by: 'us' | 'them' | null
  farewell: Generated<boolean>
  created_at: Stamp
  paired_at: Date | null
  ended_at: Date | null
  version: Generated<number>
}

export interface OutboxTable {
  id: Generated<number>
  pairing_id: string
  number: number | null
  kind: string
  topic: string | null
  reference: string | null
  payload: Document<Json>
  actor: Document<ActorRef> | null
  created_at: Stamp
}

export interface NonceTable {
  key_id: string
  nonce: string
  seen_at: Stamp
}

declare module '../platform/database/tables.ts' {
  interface Tables {
    link_pairings: PairingTable
    link_outbox: OutboxTable
    link_nonces: NonceTable
  }
}
