import type { BodyOf } from '@tocsin/contracts'
import type {
  AlertSource,
  changeAlertSource as changeContract,
  createAlertSource as createContract,
} from '@tocsin/contracts/alert.ts'
import type { Selectable } from 'kysely'
import { type Actor, emit, Failure, notFound, type Tx, violatedConstraint } from '../platform/index.ts'
import { readPath } from './alert-value.ts'
import type { AlertSourceTable } from './tables.ts'

function toSource(row: Selectable<AlertSourceTable>): AlertSource {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    keyPaths: row.key_paths,
    titlePath: row.title_path,
    timePath: row.time_path,
    shipped: row.shipped,
    createdAt: row.created_at.toISOString(),
    version: row.version,
  }
}

export async function listAlertSources(tx: Tx): Promise<{ items: AlertSource[] }> {
  const rows = await tx.sql.selectFrom('alert_sources').selectAll().orderBy('name').execute()
  return { items: rows.map(toSource) }
}

/** Throws `not_found` naming the sources there are. */
export async function getAlertSourceByName(tx: Tx, name: string): Promise<AlertSource> {
  const { items } = await listAlertSources(tx)
  const source = items.find((each) => each.name.toLowerCase() === name.toLowerCase())
  if (source) return source
  const known = items.map((each) => each.name).join(', ') || 'none yet'
  throw new Failure('not_found', `There is no alert source "${name}". Sources: ${known}. Add one under /alert-sources.`)
}

async function getAlertSource(tx: Tx, id: string): Promise<AlertSource> {
  const row = await tx.sql
    .selectFrom('alert_sources')
    .selectAll()
    .where((where) => where(where.cast<string>('id', 'text'), '=', id))
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw notFound('alert source', id)
  return toSource(row)
}

export async function createAlertSource(
  tx: Tx,
  actor: Actor,
  input: BodyOf<typeof createContract>,
): Promise<AlertSource> {
  checkPaths(input)
  const row = await tx.sql
    .insertInto('alert_sources')
    .values({
      name: input.name,
      description: input.description ?? '',
      key_paths: input.keyPaths ?? [],
      title_path: input.titlePath ?? null,
      time_path: input.timePath ?? null,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
    .catch(explainTaken(input.name))
  const after = toSource(row)
  await emit(tx, actor, { type: 'AlertSourceCreated', subject: { kind: 'alert-sources', id: after.id }, after })
  return after
}

export async function changeAlertSource(
  tx: Tx,
  actor: Actor,
  id: string,
  input: BodyOf<typeof changeContract>,
): Promise<AlertSource> {
  const before = await getAlertSource(tx, id)
  if (input.version !== undefined && input.version !== before.version) {
    throw new Failure(
      'stale_version',
      `The source ${before.name} was changed meanwhile. Load again and repeat your change.`,
    )
  }
  checkPaths(input)
  const row = await tx.sql
    .updateTable('alert_sources')
    .set((set) => ({
      version: set('version', '+', 1),
      ...(input.name === undefined ? {} : { name: input.name }),
      ...(input.description === undefined ? {} : { description: input.description }),
      ...(input.keyPaths === undefined ? {} : { key_paths: input.keyPaths }),
      ...(input.titlePath === undefined ? {} : { title_path: input.titlePath }),
      ...(input.timePath === undefined ? {} : { time_path: input.timePath }),
    }))
    .where('id', '=', before.id)
    .returningAll()
    .executeTakeFirstOrThrow()
    .catch(explainTaken(input.name ?? before.name))
  const after = toSource(row)
  await emit(tx, actor, { type: 'AlertSourceUpdated', subject: { kind: 'alert-sources', id: after.id }, before, after })
  return after
}

/** Removes a source that nothing refers to. */
export async function removeAlertSource(tx: Tx, actor: Actor, id: string): Promise<void> {
  const before = await getAlertSource(tx, id)
  await tx.sql
    .deleteFrom('alert_sources')
    .where('id', '=', before.id)
    .execute()
    .catch((error: unknown) => {
      if (!violatedConstraint(error)) throw error
      throw new Failure(
        'in_use',
        `The source ${before.name} has alerts or rules. Remove its rules; one with alerts stays.`,
      )
    })
  await tx.sql
    .insertInto('shipped_rules_removed')
    .values({ name: `source ${before.name}` })
    .onConflict((c) => c.doNothing())
    .execute()
  await emit(tx, actor, { type: 'AlertSourceRemoved', subject: { kind: 'alert-sources', id: before.id }, before })
}

function checkPaths(input: { keyPaths?: string[]; titlePath?: string | null; timePath?: string | null }): void {
  for (const [index, path] of (input.keyPaths ?? []).entries()) readPath(path, `keyPaths.${index}`)
  if (input.titlePath) readPath(input.titlePath, 'titlePath')
  if (input.timePath) readPath(input.timePath, 'timePath')
}

function explainTaken(name: string): (error: unknown) => never {
  return (error) => {
    if (violatedConstraint(error) !== 'alert_sources_by_name') throw error
    throw new Failure('name_taken', `There is already a source named ${name}.`, [{ path: 'name', message: 'is taken' }])
  }
}
