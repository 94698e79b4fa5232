import { type RawBuilder, sql } from 'kysely'
import type { QueryCatalogue } from '../platform/index.ts'

const status = sql<string>`(case when published_version is null then 'draft' when enabled then 'enabled' else 'disabled' end)`

/** Nodes of the draft where there is one, else of the published version. */
const nodes = sql`jsonb_array_elements(coalesce(
  draft -> 'nodes',
  (select v.graph -> 'nodes' from playbook_versions v where v.playbook_id = playbooks.id and v.number = published_version),
  '[]'
))`

const ofNodes = (kinds: readonly string[], key: string) => sql`array(
  select distinct node ->> ${sql.lit(key)} from ${nodes} node
  where node ->> 'kind' in (${sql.join(kinds.map((kind) => sql.lit(kind)))}) and coalesce(node ->> ${sql.lit(key)}, '') <> ''
)`

/** What the library can be asked for (PBK-01). */
export const playbookCatalogue: QueryCatalogue = {
  fields: {
    name: { kind: 'text', sql: sql`name` },
    description: { kind: 'text', sql: sql`description` },
    type: { kind: 'text', sql: sql`type` },
    tag: { kind: 'list', sql: sql`array(select jsonb_array_elements_text(tags))` },
    status: { kind: 'choice', sql: status, values: ['enabled', 'disabled', 'draft'] },
    version: { kind: 'number', sql: sql`published_version` },
    draft: { kind: 'boolean', sql: sql`(draft is not null)` },
    origin: { kind: 'choice', sql: sql`(origin ->> 'kind')`, values: ['local', 'shipped', 'imported', 'mssp'] },
    integration: { kind: 'list', sql: ofNodes(['action'], 'integration') },
    action: { kind: 'list', sql: ofNodes(['action'], 'action') },
    playbook: { kind: 'list', sql: ofNodes(['playbook', 'repeat'], 'playbook') },
    created: { kind: 'moment', sql: sql`created_at` },
    updated: { kind: 'moment', sql: sql`updated_at` },
    updatedby: { kind: 'text', sql: sql`(updated_by ->> 'name')` },
  },
  searched: [sql`name`, sql`type`, sql`tags::text`, sql`description`],
}

export const playbookSorts = ['name', 'type', 'status', 'version', 'origin', 'created', 'updated', 'deleted'] as const

/** What a list is ordered by; never null. */
export const playbookOrders: Record<(typeof playbookSorts)[number], [RawBuilder<unknown>, string]> = {
  name: [sql`lower(name)`, 'text'],
  type: [sql`lower(coalesce(type, ''))`, 'text'],
  status: [status, 'text'],
  version: [sql`coalesce(published_version, 0)`, 'integer'],
  origin: [sql`(origin ->> 'kind')`, 'text'],
  created: [sql`created_at`, 'timestamptz'],
  updated: [sql`updated_at`, 'timestamptz'],
  deleted: [sql`coalesce(deleted_at, updated_at)`, 'timestamptz'],
}
