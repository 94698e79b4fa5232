import type { ContentFile, InstalledAction } from '@tocsin/content'
import { type Actor, requireCapability, type Tx } from '../platform/index.ts'
import { type IntegrationRow, needsResource } from './integration-store.ts'
import { saveAction, saveIntegration } from './save-integration.ts'

/** What became of an integration that an archive brought. */
export interface ArchivedIntegration {
  name: string
  /** `completed`: it was here, and got actions that it did not have. */
  outcome: 'installed' | 'completed' | 'kept'
  /** How many actions came. */
  actions: number
}

export interface ArchivedIntegrations {
  outcomes: ArchivedIntegration[]
  /** What a person should know. */
  notes: string[]
}

/** Installs what an archive brings along and is not here yet; what is here stays as it is, definitions and actions. */
export async function importArchivedIntegrations(
  tx: Tx,
  actor: Actor,
  content: ContentFile,
): Promise<ArchivedIntegrations> {
  const outcomes: ArchivedIntegration[] = []
  const notes: string[] = []
  const placed = new Set<unknown>()
  for (const { file, definition } of content.integrations) {
    const brought = content.actions.filter(
      (action) => action.integrationFile === file || action.definition.integration === definition.name,
    )
    for (const action of brought) placed.add(action)
    const known = await findInstalled(tx, [definition.name, definition.officialName])
    if (known) {
      outcomes.push(await complete(tx, actor, known, brought, notes))
      continue
    }
    requireCapability(
      actor,
      'integration.configure',
      `import the integration "${definition.name}" that this file brings`,
    )
    const actions = brought.map((action) => ({ definition: action.definition, warnings: [] }))
    await saveIntegration(tx, actor, { definition, actions }, { origin: 'imported', whole: true })
    outcomes.push({ name: definition.name, outcome: 'installed', actions: actions.length })
  }
  const alone = content.actions.filter((action) => !placed.has(action))
  for (const name of new Set(alone.map(({ definition }) => definition.integration))) {
    const actions = alone.filter(({ definition }) => definition.integration === name)
    const known = await findInstalled(tx, [name])
    if (known) outcomes.push(await complete(tx, actor, known, actions, notes))
    else notes.push(`The integration "${name}" of ${actions[0]?.file} is neither here nor in the file.`)
  }
  return { outcomes, notes }
}

/** Adds the actions that an integration does not have, where it was imported here too. */
async function complete(
  tx: Tx,
  actor: Actor,
  known: IntegrationRow,
  brought: ContentFile['actions'],
  notes: string[],
): Promise<ArchivedIntegration> {
  const has = await tx.sql
    .selectFrom('actions')
    .select(['name', 'type'])
    .where('integration_id', '=', known.id)
    .execute()
  const keyOf = ({ name, type }: { name: string; type: string }) => `${type}/${name.toLowerCase()}`
  const keys = new Set(has.map(keyOf))
  const lacking = brought.filter(({ definition }) => !keys.has(keyOf(definition)))
  const kept = { name: known.name, outcome: 'kept' as const, actions: 0 }
  notes.push(`The integration "${known.name}" is installed already and was left as it is.`)
  if (lacking.length === 0) return kept
  const names = lacking.map(({ definition }) => `"${definition.name}"`).join(', ')
  if (known.origin !== 'imported') {
    const owner = known.origin === 'shipped' ? 'comes with the product' : 'comes from the MSSP'
    notes.push(`It has no action ${names}, and none was added: it ${owner}.`)
    return kept
  }
  requireCapability(actor, 'integration.configure', `add actions to the integration "${known.name}"`)
  for (const { definition } of lacking) {
    await saveAction(tx, actor, known.id, { ...definition, integration: known.name }, [])
  }
  notes.push(`It got the actions it did not have: ${names}.`)
  return { name: known.name, outcome: 'completed', actions: lacking.length }
}

async function findInstalled(tx: Tx, names: readonly (string | null)[]): Promise<IntegrationRow | undefined> {
  const wanted = names.flatMap((name) => (name === null ? [] : [name.toLowerCase()]))
  return tx.sql
    .selectFrom('integrations')
    .selectAll()
    .where((where) =>
      where.or([
        where(where.fn('lower', ['name']), 'in', wanted),
        where(where.fn('lower', ['official_name']), 'in', wanted),
      ]),
    )
    .executeTakeFirst()
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
