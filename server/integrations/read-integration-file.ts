import { readIntegration } from '@tocsin/content'
import type { ReadIntegrationFile } from './save-integration.ts'

/** What an uploaded file holds: one definition as YAML, or an archive of one integration with its actions. */
export async function readIntegrationFile(
  bytes: Uint8Array,
): Promise<{ file: ReadIntegrationFile; warnings: string[]; whole: boolean }> {
  const { definition, warnings } = readIntegration(bytes)
  return { file: { definition, actions: [] }, warnings, whole: false }
}
