import type { ValuePath } from '@tocsin/content'
import type { Json } from '@tocsin/contracts'
import type { DefaultDocument, Document, Stamp } from '../platform/index.ts'

export interface HeldContentTable {
  pairing_id: string
  kind: string
  content_id: string
  base: Document<Json>
  hash: string
  release_number: number
  applied_at: Stamp
  accepted: DefaultDocument<ValuePath[]>
}

export interface UndoTable {
  pairing_id: string
  release_number: number
  kind: string
  content_id: string
  position: number
  name: string
  before: Document<Json> | null
  hash_before: string | null
  hash_after: string
  held_before: Document<{ base: Json; hash: string; releaseNumber: number; accepted: ValuePath[] }> | null
}

export interface InventoryTable {
  pairing_id: string
  hash: string
}

export interface TokenTable {
  token_hash: Buffer
  pairing_id: string
  person: Document<{ id: string; name: string }>
  expires_at: Date
  used_at: Date | null
}

export interface GuestTable {
  pairing_id: string
  user_id: string
}

declare module '../platform/database/tables.ts' {
  interface Tables {
    membership_content: HeldContentTable
    membership_undo: UndoTable
    membership_inventory: InventoryTable
    membership_tokens: TokenTable
    membership_guests: GuestTable
  }
}
