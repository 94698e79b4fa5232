import type { ActionSchedule } from '@tocsin/content'
import type { Action, ActionType, Integration, IntegrationDetail, Resource } from '@tocsin/contracts/integration.ts'
import type { ActionShape } from '@tocsin/engine'
import type { Selectable } from 'kysely'
import { notFound, type Tx } from '../platform/index.ts'
import type { ActionTable, IntegrationTable, ResourceTable } from './tables.ts'

export type IntegrationRow = Selectable<IntegrationTable>
export type ActionRow = Selectable<ActionTable>
export type ResourceRow = Selectable<ResourceTable>

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export async function getIntegrationRow(tx: Tx, id: string): Promise<IntegrationRow> {
  const row = uuid.test(id)
    ? await tx.sql.selectFrom('integrations').selectAll().where('id', '=', id).executeTakeFirst()
    : undefined
  if (!row) throw notFound('integration', id)
  return row
}

export async function getActionRow(tx: Tx, id: string): Promise<ActionRow> {
  const row = uuid.test(id)
    ? await tx.sql.selectFrom('actions').selectAll().where('id', '=', id).executeTakeFirst()
    : undefined
  if (!row) throw notFound('action', id)
  return row
}

export async function getResourceRow(tx: Tx, id: string): Promise<ResourceRow> {
  const row = uuid.test(id)
    ? await tx.sql.selectFrom('resources').selectAll().where('id', '=', id).executeTakeFirst()
    : undefined
  if (!row) throw notFound('resource', id)
  return row
}

export async function listIntegrations(tx: Tx): Promise<{ items: Integration[] }> {
  const rows = await tx.sql.selectFrom('integrations').selectAll().orderBy('name').execute()
  const actions = await countBy(tx, 'actions')
  const resources = await countBy(tx, 'resources')
  return { items: rows.map((row) => toIntegration(row, actions.get(row.id) ?? 0, resources.get(row.id) ?? 0)) }
}

async function countBy(tx: Tx, table: 'actions' | 'resources'): Promise<Map<string, number>> {
  const rows = await tx.sql
    .selectFrom(table)
    .select((select) => ['integration_id', select.fn.countAll<number>().as('count')])
    .groupBy('integration_id')
    .execute()
  return new Map(rows.map((row) => [row.integration_id, row.count]))
}

export async function getIntegration(tx: Tx, id: string): Promise<IntegrationDetail> {
  const row = await getIntegrationRow(tx, id)
  const actions = await tx.sql
    .selectFrom('actions')
    .selectAll()
    .where('integration_id', '=', id)
    .orderBy('type')
    .orderBy('name')
    .execute()
  const resources = await tx.sql
    .selectFrom('resources')
    .selectAll()
    .where('integration_id', '=', id)
    .orderBy('label')
    .execute()
  return {
    ...toIntegration(row, actions.length, resources.length),
    actions: actions.map((action) => toAction(action, row)),
    resources: resources.map((resource) => toResource(resource, row.name)),
  }
}

export async function listActions(tx: Tx): Promise<{ items: Action[] }> {
  return { items: (await readActions(tx)).map(([action]) => action) }
}

async function readActions(tx: Tx): Promise<[Action, ActionRow][]> {
  const integrations = await tx.sql.selectFrom('integrations').selectAll().execute()
  const byId = new Map(integrations.map((row) => [row.id, row]))
  const rows = await tx.sql.selectFrom('actions').selectAll().orderBy('name').execute()
  return rows.flatMap((row): [Action, ActionRow][] => {
    const integration = byId.get(row.integration_id)
    return integration ? [[toAction(row, integration), row]] : []
  })
}

export async function listResources(tx: Tx): Promise<{ items: Resource[] }> {
  const names = await integrationNames(tx)
  const rows = await tx.sql.selectFrom('resources').selectAll().orderBy('label').execute()
  return { items: rows.map((row) => toResource(row, names.get(row.integration_id) ?? '')) }
}

async function integrationNames(tx: Tx): Promise<Map<string, string>> {
  const rows = await tx.sql.selectFrom('integrations').select(['id', 'name']).execute()
  return new Map(rows.map((row) => [row.id, row.name]))
}

/** What the engine's validation knows of each installed action. */
export async function listActionShapes(tx: Tx): Promise<ActionShape[]> {
  return (await readActions(tx)).map(([action, row]) => toActionShape(action, row.document.schedule))
}

function toActionShape(action: Action, schedule: ActionSchedule | null): ActionShape {
  return {
    integration: action.integration,
    name: action.name,
    type: action.type,
    fields: action.fields.map(({ id, label, type, required }) => ({ id, label, type, required })),
    outputs: action.output.map(({ path }) => path),
    needsResource: action.needsResource,
    idempotent: action.type === 'Enrichment',
    ...(schedule === null ? {} : { schedule: toSchedule(schedule) }),
  }
}

function toSchedule({ every, expire, exit, force }: ActionSchedule): ActionShape['schedule'] {
  return { every, expire, exit: exit === null ? [] : [{ path: exit.path, values: exit.values }], force }
}

function timesOf({ every, expire }: ActionSchedule) {
  return { every, expire }
}

export function toIntegration(row: IntegrationRow, actionCount: number, resourceCount: number): Integration {
  return {
    id: row.id,
    name: row.name,
    officialName: row.official_name,
    productVersion: row.product_version,
    icon: row.icon,
    language: row.language,
    image: row.image,
    origin: row.origin,
    testable: row.testable,
    proxy: row.proxy,
    fields: row.fields,
    listing: row.listing,
    actionCount,
    resourceCount,
    ignoreStderr: row.ignore_stderr,
    updatedAt: row.updated_at.toISOString(),
    version: row.version,
  }
}

export function toAction(row: ActionRow, integration: IntegrationRow): Action {
  return {
    id: row.id,
    integrationId: row.integration_id,
    integration: integration.name,
    name: row.name,
    type: row.type as ActionType,
    fields: row.fields,
    output: row.output,
    tableView: row.table_view,
    useInTriage: row.use_in_triage,
    ...(row.document.schedule ? { schedule: timesOf(row.document.schedule) } : {}),
    needsResource: needsResource(integration),
    warnings: row.warnings,
  }
}

export function toResource(row: ResourceRow, integration: string): Resource {
  return {
    id: row.id,
    integrationId: row.integration_id,
    integration,
    label: row.label,
    settings: row.settings,
    secretsSetAt: Object.fromEntries(Object.entries(row.secrets).map(([field, secret]) => [field, secret.setAt])),
    engine: row.engine,
    lastTest: row.last_test,
    version: row.version,
  }
}

/** Whether the integration can run without a resource: it asks for nothing that must be given. */
export function needsResource(integration: IntegrationRow): boolean {
  return integration.fields.some((field) => field.required && field.default === null)
}
