import type { Page, QueryOf, ResponseOf } from '@tocsin/contracts'
import type {
  listPlaybooks as listContract,
  Playbook,
  listPlaybookTypes as typesContract,
} from '@tocsin/contracts/playbook.ts'
import { sql } from 'kysely'
import { listFields } from '../custom-fields/index.ts'
import { type Actor, compileQuery, type Tx } from '../platform/index.ts'
import { keyset, nextCursor, readSort } from '../platform/lists/index.ts'
import { playbookCatalogue, playbookOrders, playbookSorts } from './playbook-catalogue.ts'
import type { PlaybookRow } from './playbook-store.ts'

export function toPlaybook(row: PlaybookRow): Playbook {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    type: row.type,
    tags: row.tags,
    enabled: row.enabled,
    publishedVersion: row.published_version,
    hasDraft: row.draft !== null,
    origin: row.origin,
    killOnError: row.kill_on_error,
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    updatedBy: row.updated_by,
    deletedAt: row.deleted_at?.toISOString() ?? null,
    deletedBy: row.deleted_by,
    version: row.version,
  }
}

/** The library by the query language, or those that lie deleted (PBK-01). */
export async function listPlaybooks(
  tx: Tx,
  actor: Actor,
  filter: QueryOf<typeof listContract>,
): Promise<Page<Playbook>> {
  const { field, descending } = readSort(filter.sort, playbookSorts, filter.deleted ? 'deleted' : 'name', false)
  const [key, keyType] = playbookOrders[field]
  const paging = keyset({ key, keyType, id: sql`id`, idType: 'uuid', descending }, filter.cursor)
  const asker = { now: tx.instance.clock.now(), userId: actor.userId }
  const matching = tx.sql
    .selectFrom('playbooks')
    .where('deleted_at', filter.deleted ? 'is not' : 'is', null)
    .where(compileQuery(filter.query, playbookCatalogue, asker))
  const { total } = await matching
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const rows = await matching
    .selectAll()
    .select(paging.sortKey.as('sort_key'))
    .where(paging.after)
    .orderBy(paging.orderBy)
    .limit(filter.limit)
    .execute()
  return { items: rows.map(toPlaybook), nextCursor: nextCursor(rows, filter.limit), total }
}

/** Types worth offering: those of incidents and those that somebody typed in for a playbook (PBK-02); and all tags. */
export async function listPlaybookTypes(tx: Tx): Promise<ResponseOf<typeof typesContract>> {
  const offered = (await listFields(tx, 'incidents')).find(({ internalName }) => internalName === 'type')?.options ?? []
  const rows = await tx.sql.selectFrom('playbooks').select(['type', 'tags']).where('deleted_at', 'is', null).execute()
  return {
    types: sorted([...offered.map(({ label }) => label), ...rows.flatMap(({ type }) => (type ? [type] : []))]),
    tags: sorted(rows.flatMap(({ tags }) => tags)),
  }
}

function sorted(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort((one, other) => one.localeCompare(other))
}
