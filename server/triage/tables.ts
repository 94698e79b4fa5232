import type { ActorRef, Json } from '@tocsin/contracts'
import type { Severity, TriageState } from '@tocsin/contracts/triage-event.ts'
import type { Generated } from 'kysely'
import type { DefaultDocument, Document, Stamp } from '../platform/index.ts'

export interface TriageEventTable {
  id: Generated<number>
  state: Generated<TriageState>
  title: string
  description: Generated<string>
  status: string
  type: string | null
  severity: Severity | null
  source: string
  fields: DefaultDocument<Record<string, Json>>
  owner_id: string | null
  generated_by: Document<ActorRef>
  alert_id: number | null
  incident_id: string | null
  closing_note: string | null
  created_at: Stamp
  updated_at: Stamp
  version: Generated<number>
}

declare module '../platform/database/tables.ts' {
  interface Tables {
    triage_events: TriageEventTable
  }
}
