import type { ActorRef } from '@tocsin/contracts'
import type { PlaybookGraph, PlaybookName } from '@tocsin/engine'
import type { Generated } from 'kysely'
import type { DefaultDocument, Document, Stamp } from '../platform/index.ts'

export interface PlaybookOrigin {
  kind: 'local' | 'shipped' | 'imported' | 'mssp'
  name: string | null
}

export interface PlaybookTable {
  id: Generated<string>
  name: string
  description: Generated<string>
  type: string | null
  tags: DefaultDocument<string[]>
  enabled: Generated<boolean>
  kill_on_error: Generated<boolean>
  origin: Document<PlaybookOrigin>
  published_version: number | null
  draft: Document<PlaybookGraph> | null
  draft_revision: Generated<number>
  draft_saved_at: Date | null
  draft_saved_by: Document<ActorRef> | null
  extra: DefaultDocument<Record<string, unknown>>
  created_at: Stamp
  updated_at: Stamp
  updated_by: Document<ActorRef>
  deleted_at: Date | null
  deleted_by: Document<ActorRef> | null
  version: Generated<number>
}

export interface PlaybookVersionTable {
  playbook_id: string
  number: number
  graph: Document<PlaybookGraph>
  /** The playbooks that its nodes run, by the names they had when it was published. */
  calls: DefaultDocument<PlaybookName[]>
  description: Generated<string>
  published_at: Stamp
  published_by: Document<ActorRef>
}

declare module '../platform/database/tables.ts' {
  interface Tables {
    playbooks: PlaybookTable
    playbook_versions: PlaybookVersionTable
  }
}
