import type { Selectable } from 'kysely'
import { notFound, type Tx } from '../platform/index.ts'
import { renameCalls } from './rename-calls.ts'
import type { PlaybookTable, PlaybookVersionTable } from './tables.ts'

export type PlaybookRow = Selectable<PlaybookTable>

/** Throws `not_found`, also for one that was deleted. */
export async function getPlaybookRow(tx: Tx, id: string): Promise<PlaybookRow> {
  const row = await findPlaybookRow(tx, id)
  if (!row) throw notFound('playbook', id)
  return row
}

export async function findPlaybookRow(tx: Tx, id: string): Promise<PlaybookRow | undefined> {
  const row = await findPlaybookOrDeleted(tx, id)
  return row?.deleted_at === null ? row : undefined
}

/** The same, whether or not it lies among the deleted ones. */
export async function findPlaybookOrDeleted(tx: Tx, id: string): Promise<PlaybookRow | undefined> {
  if (!isUuid(id)) return undefined
  return tx.sql.selectFrom('playbooks').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function getPlaybookOrDeleted(tx: Tx, id: string): Promise<PlaybookRow> {
  const row = await findPlaybookOrDeleted(tx, id)
  if (!row) throw notFound('playbook', id)
  return row
}

/** Reads it for a change: two people's changes take turns. Throws `not_found`, also for one that was deleted. */
export async function lockPlaybookRow(tx: Tx, id: string): Promise<PlaybookRow> {
  const row = await lockPlaybookOrDeleted(tx, id)
  if (row.deleted_at !== null) throw notFound('playbook', id)
  return row
}

export async function lockPlaybookOrDeleted(tx: Tx, id: string): Promise<PlaybookRow> {
  const row = isUuid(id)
    ? await tx.sql.selectFrom('playbooks').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
    : undefined
  if (!row) throw notFound('playbook', id)
  return row
}

export async function findPlaybookByName(tx: Tx, name: string): Promise<PlaybookRow | undefined> {
  return tx.sql
    .selectFrom('playbooks')
    .selectAll()
    .where((where) => where(where.fn('lower', ['name']), '=', name.trim().toLowerCase()))
    .where('deleted_at', 'is', null)
    .executeTakeFirst()
}

/** The one of this name that was deleted last. */
export async function findDeletedByName(tx: Tx, name: string): Promise<PlaybookRow | undefined> {
  return tx.sql
    .selectFrom('playbooks')
    .selectAll()
    .where((where) => where(where.fn('lower', ['name']), '=', name.trim().toLowerCase()))
    .where('deleted_at', 'is not', null)
    .orderBy('deleted_at', 'desc')
    .executeTakeFirst()
}

/**
 * The published graph and its number, with the playbooks that it runs under the names they have now (NOD-60); null
 * while there is only a draft.
 */
export async function findPublishedGraph(tx: Tx, row: Pick<PlaybookRow, 'id' | 'published_version'>) {
  const version = await findPublishedVersion(tx, row)
  return !version || version.calls.length === 0 ? version : { ...version, ...(await withNamesOfNow(tx, version)) }
}

/** The same as it was published, names and all: for what must not change by itself. */
export async function findPublishedVersion(tx: Tx, row: Pick<PlaybookRow, 'id' | 'published_version'>) {
  if (row.published_version === null) return null
  return tx.sql
    .selectFrom('playbook_versions')
    .selectAll()
    .where('playbook_id', '=', row.id)
    .where('number', '=', row.published_version)
    .executeTakeFirstOrThrow()
}

async function withNamesOfNow(tx: Tx, { graph, calls }: Pick<Selectable<PlaybookVersionTable>, 'graph' | 'calls'>) {
  const rows = await tx.sql
    .selectFrom('playbooks')
    .select(['id', 'name'])
    .where(
      'id',
      'in',
      calls.map(({ id }) => id),
    )
    .execute()
  const names = new Map(rows.map(({ id, name }) => [id, name]))
  const now = calls.map(({ id, name }) => ({ id, name: names.get(id) ?? name }))
  const renamed = calls.reduce((each, { name }, index) => renameCalls(each, name, now[index]?.name ?? name), graph)
  return { graph: renamed, calls: now }
}

export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)
}
