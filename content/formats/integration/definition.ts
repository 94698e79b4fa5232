import type { ActionType, InputField } from '@tocsin/contracts/integration.ts'
import type { JsonRecord } from '../yaml/record-reader.ts'

export const scriptLanguages = ['bash', 'perl', 'powershell', 'python'] as const
export type ScriptLanguage = (typeof scriptLanguages)[number]

/** An input with the keys that we do not know, so that they are written back (formats.md 13.1). */
export interface DefinitionField extends InputField {
  extra: JsonRecord
}

/** What an integration file says (formats.md 2). Absent texts are null. */
export interface IntegrationDefinition {
  name: string
  /** The former name after a renaming: action files that say it stay valid (INT-10). */
  officialName: string | null
  version: string
  icon: string | null
  language: ScriptLanguage
  /** Exit code 0 means that the connection works. */
  testCode: string
  image: string
  localImage: boolean
  testable: boolean
  proxy: boolean
  fields: DefinitionField[]
  /** Columns of the table of resources (INT-17). */
  listing: { field: string; name: string; extra: JsonRecord }[]
  signature: string | null
  /** Unknown keys, each in its place: `{ script: { … }, configuration: { … }, anything: … }`. */
  extra: JsonRecord
}

export interface ActionOutput {
  path: string
  /** Reserved and ignored (OIF-10). */
  type: string | null
  example: string | null
  description: string | null
  extra: JsonRecord
}

/** When a scheduled action is repeated, and when it is done (formats.md 3). */
export interface ActionSchedule {
  /** `10m` or `input.<field>`. */
  every: string
  /** Total time after the first run, in the same syntax; null for no end. */
  expire: string | null
  /** The schedule ends when the result at the path, or `input.<field>`, equals one of the values. */
  exit: { path: string; values: string[]; extra: JsonRecord } | null
  /** Kill the unfinished run when the next one is due; otherwise the next one is left out. */
  force: boolean
  extra: JsonRecord
}

export interface ActionTrigger {
  hooks: string[]
  /** Internal name of a field that must be filled: `opt_15`. */
  checkNotNullField: string | null
  /** Ask for text before a custom action runs. */
  showModal: boolean
}

/** How a result is shown besides the table (OIF-12): paths into the result, or `rawOutput`. */
export interface ActionPreview {
  html: string | null
  url: string | null
  png: string | null
  jpg: string | null
}

/** What an action file says (formats.md 3). */
export interface ActionDefinition {
  /** `name` or `officialName` of its integration. */
  integration: string
  name: string
  type: ActionType
  code: string
  fields: DefinitionField[]
  output: ActionOutput[]
  tableView: { name: string; path: string; link: boolean; extra: JsonRecord }[]
  useInTriage: boolean
  preview: ActionPreview
  /** Of actions of type Scheduled. */
  schedule: ActionSchedule | null
  /** Of actions of type Trigger. */
  trigger: ActionTrigger | null
  signature: string | null
  /** Unknown keys, each in its place. */
  extra: JsonRecord
}

/** A definition with what the person who imports it should know. */
export interface ReadDefinition<Definition> {
  definition: Definition
  warnings: string[]
}
