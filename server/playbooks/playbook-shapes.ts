import type { PlaybookShape } from '@tocsin/contracts/playbook-shape.ts'
import type { PlaybookGraph, PlaybookName } from '@tocsin/engine'
import { sql } from 'kysely'
import type { Tx } from '../platform/index.ts'
import { findPlaybookByName } from './playbook-store.ts'

/** What every playbook takes and gives, of its published version or else of its draft (NOD-60, NOD-62, NOD-64). */
export async function listPlaybookShapes(tx: Tx): Promise<PlaybookShape[]> {
  const { rows } = await sql<PlaybookShape>`
    select p.id, p.name, p.enabled, p.published_version is not null as published,
      coalesce((select jsonb_agg(param ->> 'path') from jsonb_array_elements(nodes) node,
        jsonb_array_elements(node -> 'params') param where node ->> 'kind' = 'start'), '[]') as inputs,
      coalesce((select jsonb_agg(distinct node ->> 'name') from jsonb_array_elements(nodes) node
        where node ->> 'kind' in ('action', 'filter', 'task', 'user-choice', 'playbook', 'repeat')), '[]') as outputs,
      case when v.graph is null then
        coalesce((select jsonb_agg(distinct called.id) from jsonb_array_elements(nodes) node
          join playbooks called on lower(called.name) = lower(trim(node ->> 'playbook')) and called.deleted_at is null
          where node ->> 'kind' in ('playbook', 'repeat')), '[]')
        else coalesce((select jsonb_agg(call ->> 'id') from jsonb_array_elements(v.calls) call), '[]') end as calls
    from playbooks p
    left join playbook_versions v on v.playbook_id = p.id and v.number = p.published_version
    cross join lateral (select coalesce(v.graph, p.draft, '{"nodes":[]}') -> 'nodes' as nodes) graph
    where p.deleted_at is null order by lower(p.name)
  `.execute(tx.sql)
  return rows
}

/** The names by which a graph runs other playbooks, each once. */
export function calledNames(graph: PlaybookGraph): string[] {
  const names = graph.nodes.flatMap((node) =>
    (node.kind === 'playbook' || node.kind === 'repeat') && node.playbook.trim() !== '' ? [node.playbook.trim()] : [],
  )
  return [...new Set(names)]
}

/** The playbooks that a graph runs, by the names under which it does; those that are not here are left out. */
export async function bindCalls(tx: Tx, graph: PlaybookGraph): Promise<PlaybookName[]> {
  const found = await Promise.all(
    calledNames(graph).map(async (name) => ({ name, row: await findPlaybookByName(tx, name) })),
  )
  return found.flatMap(({ name, row }) => (row ? [{ id: row.id, name }] : []))
}
