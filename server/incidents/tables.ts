import type { ActorRef, Json } from '@tocsin/contracts'
import type { IncidentOrigin } from '@tocsin/contracts/incident.ts'
import type { WarRoomCategory } from '@tocsin/contracts/war-room.ts'
import type { Generated } from 'kysely'
import type { FieldValues } from '../custom-fields/index.ts'
import type { DefaultDocument, Document } from '../platform/index.ts'

export interface IncidentTable {
  id: Generated<number>
  incidentid: string
  name: Generated<string>
  description: Generated<string>
  additional_info: Generated<string>
  status: string
  type: Generated<string[]>
  incident_kind: string | null
  incident_category: Generated<string[]>
  purpose: Generated<string>
  restriction: string | null
  tags: Generated<string[]>
  owner_id: string | null
  starttime: Date
  endtime: Date | null
  openingtime: Date
  closingtime: Date | null
  closing_note: string | null
  former_status: string | null
  fields: DefaultDocument<FieldValues>
  template_id: string | null
  created_by: Document<ActorRef>
  generated_by: Document<IncidentOrigin>
  deleted_at: Date | null
  updated_at: Date
  version: Generated<number>
}

export interface LabelTable {
  id: Generated<string>
  name: string
  description: Generated<string>
  pattern: string
  is_default: Generated<boolean>
  shipped: Generated<boolean>
  version: Generated<number>
}

export interface LabelCounterTable {
  label_id: string
  counter: string
  value: number
}

export interface IncidentArtifactTable {
  id: Generated<number>
  incident_id: number
  name: string
  value: string
}

export interface IncidentInvestigatorTable {
  incident_id: number
  user_id: string
  added_at: Date
}

export interface IncidentNoteTable {
  id: Generated<number>
  incident_id: number
  title: Generated<string>
  text: string
  closing: Generated<boolean>
  created_by: Document<ActorRef>
  created_at: Date
  updated_at: Date
  version: Generated<number>
}

export interface WarRoomEntryTable {
  id: Generated<number>
  incident_id: number
  occurred_at: Date
  category: WarRoomCategory
  title: string
  text: Generated<string>
  actor: Document<ActorRef>
  type: string
  subject_kind: string
  subject_id: string
  details: Document<Json>
  automatic: Generated<boolean>
}

declare module '../platform/database/tables.ts' {
  interface Tables {
    incidents: IncidentTable
    labels: LabelTable
    label_counters: LabelCounterTable
    incident_artifacts: IncidentArtifactTable
    incident_investigators: IncidentInvestigatorTable
    incident_notes: IncidentNoteTable
    war_room_entries: WarRoomEntryTable
  }
}
