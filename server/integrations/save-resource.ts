import { randomUUID } from 'node:crypto'
import type { InputField, Resource } from '@tocsin/contracts/integration.ts'
import { type Actor, emit, Failure, type Tx, violatedConstraint } from '../platform/index.ts'
import { checkFieldValue } from './check-field-value.ts'
import { getIntegrationRow, getResourceRow, type IntegrationRow, toResource } from './integration-store.ts'
import type { SealedSecret } from './tables.ts'

export interface ResourceInput {
  label: string
  settings: Record<string, string>
  engine?: string
}

/** Adds a configured instance of an integration (INT-13); secrets are sealed before they are written (INT-18). */
export async function createResource(
  tx: Tx,
  actor: Actor,
  integrationId: string,
  input: ResourceInput,
): Promise<Resource> {
  const integration = await getIntegrationRow(tx, integrationId)
  const id = randomUUID()
  const { settings, secrets } = divide(tx, integration, id, input.settings, {})
  await tx.sql
    .insertInto('resources')
    .values({
      id,
      integration_id: integrationId,
      label: input.label,
      settings: JSON.stringify(settings),
      secrets: JSON.stringify(secrets),
      engine: readEngine(input.engine),
    })
    .execute()
    .catch((error) => {
      throw explainLabel(error, input.label)
    })
  const created = toResource(await getResourceRow(tx, id), integration.name)
  await emit(tx, actor, {
    type: 'IntegrationResourceCreated',
    subject: { kind: 'resources', id },
    parent: { kind: 'integrations', id: integrationId },
    after: created,
  })
  return created
}

/** Changes a resource; a secret that is left out or empty stays as it is. */
export async function changeResource(
  tx: Tx,
  actor: Actor,
  id: string,
  input: Partial<ResourceInput> & { version?: number },
): Promise<Resource> {
  await tx.sql
    .selectFrom('resources')
    .select('id')
    .where('id', '=', (await getResourceRow(tx, id)).id)
    .forUpdate()
    .execute()
  const row = await getResourceRow(tx, id)
  if (input.version !== undefined && input.version !== row.version) {
    throw new Failure('stale_version', `"${row.label}" was changed meanwhile. Load it again and repeat your change.`)
  }
  const integration = await getIntegrationRow(tx, row.integration_id)
  const given = input.settings === undefined ? row.settings : { ...row.settings, ...input.settings }
  const { settings, secrets } = divide(tx, integration, id, given, row.secrets)
  await tx.sql
    .updateTable('resources')
    .set((set) => ({
      label: input.label ?? row.label,
      settings: JSON.stringify(settings),
      secrets: JSON.stringify(secrets),
      engine: readEngine(input.engine ?? row.engine),
      last_test: null,
      version: set('version', '+', 1),
    }))
    .where('id', '=', id)
    .execute()
    .catch((error) => {
      throw explainLabel(error, input.label ?? row.label)
    })
  const after = toResource(await getResourceRow(tx, id), integration.name)
  await emit(tx, actor, {
    type: 'IntegrationResourceUpdated',
    subject: { kind: 'resources', id },
    parent: { kind: 'integrations', id: row.integration_id },
    before: toResource(row, integration.name),
    after,
  })
  return after
}

export async function deleteResource(tx: Tx, actor: Actor, id: string): Promise<void> {
  const row = await getResourceRow(tx, id)
  const integration = await getIntegrationRow(tx, row.integration_id)
  await tx.sql.deleteFrom('resources').where('id', '=', id).execute()
  await emit(tx, actor, {
    type: 'IntegrationResourceDeleted',
    subject: { kind: 'resources', id },
    parent: { kind: 'integrations', id: row.integration_id },
    before: toResource(row, integration.name),
  })
}

/** The place a secret is sealed for: moved to another row or field it does not open. */
export function secretPlace(resourceId: string, field: string): string {
  return `resources/${resourceId}/${field}`
}

function divide(
  tx: Tx,
  integration: IntegrationRow,
  id: string,
  given: Record<string, string>,
  known: Record<string, SealedSecret>,
): { settings: Record<string, string>; secrets: Record<string, SealedSecret> } {
  const settings: Record<string, string> = {}
  const secrets: Record<string, SealedSecret> = { ...known }
  const problems: { path: string; message: string }[] = []
  const fields = new Map(integration.fields.map((field) => [field.id, field]))
  for (const name of Object.keys(given)) {
    if (!fields.has(name))
      problems.push({ path: `settings.${name}`, message: `${integration.name} has no connection field "${name}"` })
  }
  for (const field of integration.fields) {
    const value = given[field.id] ?? (isSecret(field) ? '' : (field.default ?? ''))
    const problem = value === '' ? missing(field, known) : checkFieldValue(field, value)
    if (problem) problems.push({ path: `settings.${field.id}`, message: problem })
    if (!isSecret(field)) settings[field.id] = value
    else if (value !== '') {
      secrets[field.id] = {
        sealed: tx.instance.secrets.seal(value, secretPlace(id, field.id)),
        setAt: tx.instance.clock.now().toISOString(),
      }
    }
  }
  if (problems.length > 0) throw new Failure('invalid_input', 'Some connection fields are not right.', problems)
  return { settings, secrets }
}

function isSecret(field: InputField): boolean {
  return field.type === 'password'
}

function missing(field: InputField, known: Record<string, SealedSecret>): string | null {
  if (!field.required || known[field.id]) return null
  return `${field.label} is required`
}

function readEngine(engine: string | undefined): string {
  if (engine === undefined || engine === 'local') return 'local'
  throw new Failure('invalid_input', `There is no bridge "${engine}"; actions run locally.`, [
    { path: 'engine', message: 'must be local' },
  ])
}

function explainLabel(error: unknown, label: string): unknown {
  if (violatedConstraint(error) !== 'resources_by_label') return error
  return new Failure('name_taken', `This integration already has a resource "${label}".`, [
    { path: 'label', message: 'is taken' },
  ])
}
