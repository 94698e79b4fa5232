import { type ExportedIntegration, writeAction, writeArchive } from '@tocsin/content'
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
  const bytes = await writeArchive({ integrations: [await readDefinitions(tx, id)] })
  return { name: `${fileName(row.name)}.tar.gz`, bytes }
}

/** Definition and actions of an installed integration, for archives. */
export async function readDefinitions(tx: Tx, id: string): Promise<ExportedIntegration> {
  const row = await getIntegrationRow(tx, id)
  const actions = await tx.sql
    .selectFrom('actions')
    .select('document')
    .where('integration_id', '=', id)
    .orderBy('name')
    .execute()
  return { definition: row.document, actions: actions.map(({ document }) => document) }
}

/** A name that every file system and header takes. */
export function fileName(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').replaceAll(/[^\x20-\x7e]/g, '_') || 'export'
}
