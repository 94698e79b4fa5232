import type { ContentFile, InstalledAction } from '@tocsin/content'
import { type Actor, requireCapability, type Tx } from '../platform/index.ts'
import { needsResource } from './integration-store.ts'
import { saveIntegration } from './save-integration.ts'

/** Installs what an archive brings along and is not here yet; what is here stays as it is. Gives what a person should know. */
export async function importArchivedIntegrations(tx: Tx, actor: Actor, content: ContentFile): Promise<string[]> {
  const notes: string[] = []
  for (const { file, definition } of content.integrations) {
    requireCapability(
      actor,
      'integration.configure',
      `import the integration "${definition.name}" that this file brings`,
    )
    const known = await tx.sql
      .selectFrom('integrations')
      .select('id')
      .where((where) => where(where.fn('lower', ['name']), '=', definition.name.toLowerCase()))
      .executeTakeFirst()
    if (known) {
      notes.push(`The integration "${definition.name}" is installed already and was left as it is.`)
      continue
    }
    const actions = content.actions
      .filter((action) => action.integrationFile === file || action.definition.integration === definition.name)
      .map((action) => ({ definition: action.definition, warnings: [] }))
    await saveIntegration(tx, actor, { definition, actions }, { origin: 'imported', whole: true })
  }
  return notes
}

/** Every installed action, as files of playbooks mean them. */
export async function listInstalledActions(tx: Tx): Promise<InstalledAction[]> {
  const integrations = await tx.sql.selectFrom('integrations').selectAll().execute()
  const actions = await tx.sql.selectFrom('actions').select(['integration_id', 'name', 'type']).execute()
  const byId = new Map(integrations.map((row) => [row.id, row]))
  return actions.flatMap(({ integration_id: id, name, type }) => {
    const integration = byId.get(id)
    if (!integration) return []
    return [
      {
        integration: integration.name,
        officialName: integration.official_name,
        name,
        type,
        needsResource: needsResource(integration),
      },
    ]
  })
}
