import type { ActionDefinition, IntegrationDefinition } from '@tocsin/content'
import type { InputField, Integration, Resource } from '@tocsin/contracts/integration.ts'
import type { Generated } from 'kysely'
import type { DefaultDocument, Document, Stamp } from '../platform/index.ts'

export interface IntegrationTable {
  id: Generated<string>
  name: string
  official_name: string | null
  product_version: string
  language: string
  image: string
  icon: string | null
  testable: boolean
  proxy: boolean
  fields: Document<InputField[]>
  listing: Document<Integration['listing']>
  test_code: string
  document: Document<IntegrationDefinition>
  origin: Integration['origin']
  ignore_stderr: Generated<boolean>
  updated_at: Stamp
  version: Generated<number>
}

export interface ActionTable {
  id: Generated<string>
  integration_id: string
  name: string
  type: string
  fields: Document<InputField[]>
  output: Document<{ path: string; example: string | null; description: string | null }[]>
  table_view: Document<{ name: string; path: string; link: boolean }[]>
  use_in_triage: boolean
  code: string
  document: Document<ActionDefinition>
  warnings: DefaultDocument<string[]>
}

export interface SealedSecret {
  sealed: string
  setAt: string
}

export interface ResourceTable {
  id: Generated<string>
  integration_id: string
  label: string
  settings: Document<Record<string, string>>
  secrets: DefaultDocument<Record<string, SealedSecret>>
  engine: Generated<string>
  last_test: Document<NonNullable<Resource['lastTest']>> | null
  created_at: Stamp
  version: Generated<number>
}

export interface ActionUsageTable {
  hour: Date
  used: number
  refused: Generated<number>
  admitted: number
}

export interface ActionLimitTable {
  only_row: Generated<boolean>
  per_hour: number | null
}

declare module '../platform/database/tables.ts' {
  interface Tables {
    integrations: IntegrationTable
    actions: ActionTable
    resources: ResourceTable
    action_usage: ActionUsageTable
    action_limit: ActionLimitTable
  }
}
