import { FormatError, readAction } from '@tocsin/content'
import type { BodyOf, ResponseOf } from '@tocsin/contracts'
import type {
  importIntegration as contract,
  importAction as importActionContract,
} from '@tocsin/contracts/integration.ts'
import { type Actor, changed, Failure, type Instance } from '../platform/index.ts'
import { getActionRow, getIntegration, getIntegrationRow, toAction } from './integration-store.ts'
import { readIntegrationFile } from './read-integration-file.ts'
import { saveAction, saveIntegration } from './save-integration.ts'
import { unreadablePaths } from './unreadable-paths.ts'

export type ImportBody = BodyOf<typeof contract>

/** Imports a definition, or an archive with its actions: all or nothing (INT-06, VER-12). */
export async function importIntegration(
  instance: Instance,
  actor: Actor,
  bytes: Uint8Array,
  requestId: string,
): Promise<ResponseOf<typeof contract>> {
  const { file, warnings, whole } = await explained(() => readIntegrationFile(bytes))
  return instance.database.write(async (tx) => {
    const id = await saveIntegration(tx, actor, file, { origin: 'imported', whole })
    const detail = await getIntegration(tx, id)
    return { integration: detail, actions: detail.actions, warnings }
  }, requestId)
}

/** Imports one action into its integration; a known name and type is replaced. */
export async function importAction(
  instance: Instance,
  actor: Actor,
  integrationId: string,
  bytes: Uint8Array,
  requestId: string,
): Promise<ResponseOf<typeof importActionContract>> {
  const { definition, warnings: read } = await explained(async () => readAction(bytes))
  const warnings = [...read, ...unreadablePaths(definition)]
  return instance.database.write(async (tx) => {
    const integration = await getIntegrationRow(tx, integrationId)
    const id = await saveAction(tx, actor, integrationId, definition, warnings)
    changed(tx, 'integrations', integrationId)
    return { action: toAction(await getActionRow(tx, id), integration), warnings }
  }, requestId)
}

/** A file that cannot be read is the caller's to put right: line, column and key are in the details (OIF-16). */
export async function explained<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    throw new Failure('unreadable_file', error.message, error.details)
  }
}
