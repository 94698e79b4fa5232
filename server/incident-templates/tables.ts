import type { TemplatePlaybook } from '@tocsin/contracts/incident-template.ts'
import type { Generated } from 'kysely'
import type { FieldValues } from '../custom-fields/index.ts'
import type { DefaultDocument, Stamp } from '../platform/index.ts'

export interface IncidentTemplateTable {
  id: Generated<string>
  name: string
  description: Generated<string>
  category: Generated<string>
  tags: Generated<string[]>
  label_id: string | null
  defaults: DefaultDocument<FieldValues>
  playbooks: DefaultDocument<TemplatePlaybook[]>
  enabled: Generated<boolean>
  shipped_as: string | null
  created_at: Stamp
  deleted_at: Date | null
  version: Generated<number>
}

declare module '../platform/database/tables.ts' {
  interface Tables {
    incident_templates: IncidentTemplateTable
  }
}
