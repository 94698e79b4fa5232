import type { Json } from '@tocsin/contracts'
import type { Document, Stamp } from '../platform/index.ts'

export interface HeldContentTable {
  pairing_id: string
  kind: string
  content_id: string
  base: Document<Json>
  hash: string
  release_number: number
  applied_at: Stamp
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
    membership_inventory: InventoryTable
    membership_tokens: TokenTable
    membership_guests: GuestTable
  }
}
