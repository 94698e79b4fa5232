import type { ContentItem } from '@tocsin/content'
import type { ActorRef } from '@tocsin/contracts'
import type { ContentReference, DeliveryStatus, Release, Targets } from '@tocsin/contracts/fleet.ts'
import type { FleetWidget } from '@tocsin/contracts/fleet-dashboard.ts'
import type { PlannedCell } from '@tocsin/contracts/link-messages.ts'
import type { Generated } from 'kysely'
import type { DefaultDocument, Document, Stamp } from '../platform/index.ts'

export interface TenantTable {
  id: string
  name: string
  groups: Generated<string[]>
  tags: Generated<string[]>
  facts_at: Date | null
  left_at: Date | null
  version: Generated<number>
}

export interface ConnectTable {
  id: Generated<string>
  tenant_id: string
  url: string | null
  url_expires_at: Date | null
  code: string | null
  reason: string | null
  created_at: Stamp
}

export interface IncidentFactTable {
  tenant_id: string
  incident_id: number
  version: number
  deleted: boolean
  open: boolean
  status: string
  severity: string | null
  types: string[]
  created_at: Stamp
  started_at: Stamp | null
  opened_at: Stamp | null
  closed_at: Stamp | null
  updated_at: Stamp
  label: string | null
  title: string | null
  owner: string | null
}

export interface InventoryItemTable {
  tenant_id: string
  kind: string
  content_id: string
  name: string
  hash: string
  overridden: Generated<boolean>
}

export interface InventoryReportTable {
  tenant_id: string
  reported_at: Date
}

export interface ReleaseTable {
  id: Generated<string>
  number: number
  policy: Release['policy']
  targets: Document<Targets>
  created_by: Document<ActorRef>
  created_at: Stamp
  rolls_back: string | null
}

export interface FetchTable {
  id: Generated<string>
  tenant_id: string
  item: Document<ContentItem | 'deleted'> | null
  code: string | null
  reason: string | null
  created_at: Stamp
}

export interface RevisionTable {
  hash: string
  kind: string
  content_id: string
  name: string
  item: Document<ContentItem>
}

export interface ReleaseItemTable {
  release_id: string
  position: number
  kind: string
  content_id: string
  hash: string
  needed_by: DefaultDocument<ContentReference[]>
}

export interface ItemResult extends ContentReference {
  result: 'added' | 'changed' | 'same' | 'kept' | 'restored' | 'removed'
  hash: string
  warnings: string[]
}

export interface DeliveryTable {
  id: Generated<string>
  release_id: string
  tenant_id: string
  status: Generated<DeliveryStatus>
  reason: string | null
  results: DefaultDocument<ItemResult[]>
  attempts: Generated<number>
  changed_at: Stamp
}

export interface PlanTable {
  id: Generated<string>
  bundle: Document
  policy: Release['policy']
  created_at: Stamp
}

export interface PlanAnswerTable {
  plan_id: string
  tenant_id: string
  cells: Document<PlannedCell[]> | null
  reason: string | null
}

export interface DashboardTable {
  id: Generated<string>
  owner_id: string
  name: string
  widgets: Document<FleetWidget[]>
  version: Generated<number>
  created_at: Stamp
}

declare module '../platform/database/tables.ts' {
  interface Tables {
    fleet_tenants: TenantTable
    fleet_connects: ConnectTable
    fleet_incident_facts: IncidentFactTable
    fleet_inventory: InventoryItemTable
    fleet_inventory_reports: InventoryReportTable
    fleet_releases: ReleaseTable
    fleet_revisions: RevisionTable
    fleet_release_items: ReleaseItemTable
    fleet_deliveries: DeliveryTable
    fleet_plans: PlanTable
    fleet_plan_answers: PlanAnswerTable
    fleet_fetches: FetchTable
    fleet_dashboards: DashboardTable
  }
}
