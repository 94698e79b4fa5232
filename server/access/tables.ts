import type { Capability } from '@tocsin/contracts'
import type { Generated } from 'kysely'
import type { DefaultDocument, Document, Stamp } from '../platform/index.ts'

export interface ProfileTable {
  id: Generated<string>
  name: string
  capabilities: Document<Capability[]>
  shipped: Generated<boolean>
}

export interface UserTable {
  id: Generated<string>
  email: string
  name: string
  password_hash: string | null
  profile_id: string
  active: Generated<boolean>
  must_change_password: Generated<boolean>
  failed_logins: Generated<number>
  locked_until: Date | null
  preferences: DefaultDocument<Record<string, unknown>>
  created_at: Stamp
  version: Generated<number>
}

/** MSSP staff who came through Connect (FLT-22). */
export interface Guest {
  id: string
  name: string
  from: string
  profileId: string
}

export interface SessionTable {
  token_hash: Buffer
  user_id: string
  created_at: Stamp
  last_seen_at: Stamp
  expires_at: Date
  remote_address: string | null
  user_agent: string | null
  guest: Document<Guest> | null
}

export interface ApiKeyTable {
  id: Generated<string>
  name: string
  key_hash: Buffer
  profile_id: string
  created_by: Document
  created_at: Stamp
  last_used_at: Date | null
  revoked_at: Date | null
}

export interface GroupTable {
  id: Generated<string>
  name: string
  description: Generated<string>
  profile_id: string | null
  created_at: Stamp
  version: Generated<number>
}

export interface GroupMemberTable {
  group_id: string
  user_id: string
}

/** Searches that somebody keeps, per list. */
export interface SavedQueryTable {
  id: Generated<string>
  user_id: string
  list: string
  name: string
  query: string
  created_at: Stamp
}

declare module '../platform/database/tables.ts' {
  interface Tables {
    profiles: ProfileTable
    users: UserTable
    sessions: SessionTable
    api_keys: ApiKeyTable
    groups: GroupTable
    group_members: GroupMemberTable
    saved_queries: SavedQueryTable
  }
}
