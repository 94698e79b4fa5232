import { randomUUID } from 'node:crypto'
import type { ActionDefinition, IntegrationDefinition } from '@tocsin/content'
import type { Integration } from '@tocsin/contracts/integration.ts'
import { type Actor, emit, Failure, type Tx } from '../platform/index.ts'
import { getIntegrationRow, type IntegrationRow } from './integration-store.ts'

export interface ReadIntegrationFile {
  definition: IntegrationDefinition
  actions: { definition: ActionDefinition; warnings: string[] }[]
}

/**
 * Stores a definition with its actions: new, or in the place of the integration that has its name or its former name
 * (INT-10). Resources stay. `whole` also takes away actions that are not among the given ones. Gives the id.
 */
export async function saveIntegration(
  tx: Tx,
  actor: Actor,
  file: ReadIntegrationFile,
  options: { id?: string; origin: Integration['origin']; whole: boolean },
): Promise<string> {
  const { definition } = file
  const known = await findByNames(tx, options.id, definition)
  const id = options.id ?? known?.id ?? randomUUID()
  const row = {
    id,
    name: definition.name,
    official_name: definition.officialName,
    product_version: definition.version,
    language: definition.language,
    image: definition.image,
    icon: definition.icon,
    testable: definition.testable,
    proxy: definition.proxy,
    fields: JSON.stringify(definition.fields.map(({ extra: _extra, ...field }) => field)),
    listing: JSON.stringify(definition.listing.map(({ field, name }) => ({ field, name }))),
    test_code: definition.testCode,
    document: JSON.stringify(definition),
    origin: options.origin,
    updated_at: tx.instance.clock.now(),
  }
  if (known) {
    await tx.sql
      .updateTable('integrations')
      .set((set) => ({ ...row, version: set('version', '+', 1) }))
      .where('id', '=', known.id)
      .execute()
  } else {
    await tx.sql.insertInto('integrations').values(row).execute()
  }
  for (const { definition: action, warnings } of file.actions) await storeAction(tx, id, action, warnings)
  if (options.whole)
    await removeOtherActions(
      tx,
      id,
      file.actions.map((each) => each.definition),
    )
  await emit(tx, actor, {
    type: known ? 'IntegrationUpdated' : 'IntegrationImported',
    subject: { kind: 'integrations', id },
    before: known ? { name: known.name, version: known.product_version } : undefined,
    after: { name: definition.name, version: definition.version, actions: file.actions.length, origin: options.origin },
  })
  return id
}

async function findByNames(
  tx: Tx,
  id: string | undefined,
  definition: Pick<IntegrationDefinition, 'name' | 'officialName'>,
): Promise<IntegrationRow | undefined> {
  if (id !== undefined) {
    const same = await tx.sql.selectFrom('integrations').selectAll().where('id', '=', id).executeTakeFirst()
    if (same) return same
  }
  const names = [definition.name, definition.officialName]
    .filter((name) => name !== null)
    .map((name) => name.toLowerCase())
  return tx.sql
    .selectFrom('integrations')
    .selectAll()
    .where((where) => where(where.fn('lower', ['name']), 'in', names))
    .forUpdate()
    .executeTakeFirst()
}

/** Stores one action under its integration and announces it. Gives the id. */
export async function saveAction(
  tx: Tx,
  actor: Actor,
  integrationId: string,
  definition: ActionDefinition,
  warnings: string[],
): Promise<string> {
  const id = await storeAction(tx, integrationId, definition, warnings)
  await emit(tx, actor, {
    type: 'ActionImported',
    subject: { kind: 'actions', id },
    parent: { kind: 'integrations', id: integrationId },
    after: { integration: definition.integration, name: definition.name, type: definition.type },
  })
  return id
}

/** New, or in the place of the one with its name and type. */
async function storeAction(
  tx: Tx,
  integrationId: string,
  definition: ActionDefinition,
  warnings: string[],
): Promise<string> {
  const integration = await getIntegrationRow(tx, integrationId)
  if (![integration.name, integration.official_name].includes(definition.integration)) {
    throw new Failure(
      'unreadable_file',
      `The action "${definition.name}" belongs to the integration "${definition.integration}", not to "${integration.name}".`,
      [{ path: 'integration', message: `must be "${integration.name}"` }],
    )
  }
  const values = {
    fields: JSON.stringify(definition.fields.map(({ extra: _extra, ...field }) => field)),
    output: JSON.stringify(definition.output.map(({ path, example, description }) => ({ path, example, description }))),
    table_view: JSON.stringify(definition.tableView.map(({ name, path, link }) => ({ name, path, link }))),
    use_in_triage: definition.useInTriage,
    code: definition.code,
    document: JSON.stringify(definition),
    warnings: JSON.stringify(warnings),
  }
  const known = await tx.sql
    .selectFrom('actions')
    .select('id')
    .where('integration_id', '=', integrationId)
    .where('type', '=', definition.type)
    .where((where) => where(where.fn('lower', ['name']), '=', definition.name.toLowerCase()))
    .executeTakeFirst()
  if (known) {
    await tx.sql
      .updateTable('actions')
      .set({ ...values, name: definition.name })
      .where('id', '=', known.id)
      .execute()
    return known.id
  }
  const inserted = await tx.sql
    .insertInto('actions')
    .values({ integration_id: integrationId, name: definition.name, type: definition.type, ...values })
    .returning('id')
    .executeTakeFirstOrThrow()
  return inserted.id
}

async function removeOtherActions(tx: Tx, integrationId: string, kept: readonly ActionDefinition[]): Promise<void> {
  const keys = new Set(kept.map(({ name, type }) => `${type}/${name.toLowerCase()}`))
  const rows = await tx.sql
    .selectFrom('actions')
    .select(['id', 'name', 'type'])
    .where('integration_id', '=', integrationId)
    .execute()
  const gone = rows.filter(({ name, type }) => !keys.has(`${type}/${name.toLowerCase()}`)).map(({ id }) => id)
  if (gone.length > 0) await tx.sql.deleteFrom('actions').where('id', 'in', gone).execute()
}
