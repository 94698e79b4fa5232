import { readContentFile } from '@tocsin/content'
import { Failure } from '../platform/index.ts'
import type { ReadIntegrationFile } from './save-integration.ts'

export interface IntegrationFile {
  file: ReadIntegrationFile
  warnings: string[]
  /** The file holds actions too, so it says what the integration consists of. */
  whole: boolean
}

/** What an uploaded file holds: one definition as YAML, or an archive of one integration with its actions. */
export async function readIntegrationFile(bytes: Uint8Array): Promise<IntegrationFile> {
  const content = await readContentFile(bytes, 'integration.yaml')
  const [first, second] = content.integrations
  if (!first) {
    throw new Failure(
      'unreadable_file',
      'This file holds no definition of an integration. Import single actions at their integration.',
    )
  }
  if (second) {
    const names = content.integrations.map(({ definition }) => `"${definition.name}"`).join(', ')
    throw new Failure('unreadable_file', `This archive holds several integrations: ${names}. Import each by itself.`)
  }
  const actions = content.actions.map(({ definition }) => ({ definition, warnings: [] }))
  return {
    file: { definition: first.definition, actions },
    warnings: content.warnings,
    whole: actions.length > 0,
  }
}
