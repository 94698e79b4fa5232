import type { ActionDefinition, IntegrationDefinition } from '../integration/definition.ts'
import type { ExchangePlaybook } from '../playbook/exchange-playbook.ts'
import type { JsonRecord } from '../yaml/record-reader.ts'

/** A custom field as archives describe it (formats.md 5); `type` is a number of the original's own list. */
export interface ArchivedField {
  name: string
  /** What the field belongs to: `incidents`. */
  idField: string
  type: string | null
  extra: JsonRecord
}

export interface ArchivedListValue {
  /** Name of the field, as far as the archive holds it. */
  field: string | null
  value: string
  extra: JsonRecord
}

/** All that was found in one file or archive. `file` is the name in the archive, or of the file itself. */
export interface ContentFile {
  integrations: { file: string; definition: IntegrationDefinition }[]
  /** `integrationFile`: the file in this archive that defines the integration; null if none does. */
  actions: { file: string; definition: ActionDefinition; integrationFile: string | null }[]
  playbooks: { file: string; playbook: ExchangePlaybook }[]
  fields: { file: string; field: ArchivedField }[]
  listValues: { file: string; value: ArchivedListValue }[]
  /** For the person who imports it, each with the file and, where known, the line. */
  warnings: string[]
}
