import type { Json } from '@tocsin/contracts'
import type { FieldOption, FieldSection } from '@tocsin/contracts/custom-field.ts'
import type { Generated } from 'kysely'
import type { DefaultDocument, Stamp } from '../platform/index.ts'
import type { FieldType } from './field.ts'

export interface FieldSectionTable {
  section: FieldSection
  slots_used: Generated<number>
}

export interface FieldTable {
  id: Generated<string>
  section: FieldSection
  internal_name: string
  /** Null for a default field. */
  slot: number | null
  name: string
  type: FieldType
  options: DefaultDocument<FieldOption[]>
  required: Generated<boolean>
  read_only: Generated<boolean>
  use_as_filter: Generated<boolean>
  use_in_notifications: Generated<boolean>
  default_value: DefaultDocument<Json>
  help: Generated<string>
  position: number
  created_at: Stamp
  deleted_at: Date | null
  version: Generated<number>
}

declare module '../platform/database/tables.ts' {
  interface Tables {
    field_sections: FieldSectionTable
    fields: FieldTable
  }
}
