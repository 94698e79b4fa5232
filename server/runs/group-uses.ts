import type { ResponseOf } from '@tocsin/contracts'
import type { listGroupUses as contract } from '@tocsin/contracts/group.ts'
import { sql } from 'kysely'
import { getGroup } from '../access/index.ts'
import type { Tx } from '../platform/index.ts'

type Uses = ResponseOf<typeof contract>

/** What names a group: steps of drafts and of published playbooks, and what runs wait for now (GRP-04). */
export async function listGroupUses(tx: Tx, id: string): Promise<Uses> {
  const { name } = await getGroup(tx, id)
  const names = (text: ReturnType<typeof sql>) =>
    sql<boolean>`lower(${name}) = any(regexp_split_to_array(lower(trim(${text})), '\\s*[,;]\\s*'))`
  const constant = (key: string) =>
    sql<boolean>`(node -> ${key} ->> 'ref' = 'const' and ${names(sql`node -> ${key} ->> 'value'`)})`
  const playbooks = await sql<Uses['playbooks'][number]>`
    select p.id, p.name, array_agg(distinct node ->> 'name') as nodes from playbooks p
    left join playbook_versions v on v.playbook_id = p.id and v.number = p.published_version
    cross join lateral (
      select each from jsonb_array_elements(p.draft -> 'nodes') each
      union all select each from jsonb_array_elements(v.graph -> 'nodes') each
    ) nodes (node)
    where p.deleted_at is null and (${constant('authorizer')} or ${constant('owner')})
    group by p.id, p.name order by lower(p.name)`.execute(tx.sql)
  const { waiting } = await tx.sql
    .selectFrom('run_waits')
    .select((select) => select.fn.countAll<number>().as('waiting'))
    .where('closed_at', 'is', null)
    .where(sql<boolean>`(${names(sql`details ->> 'authorizer'`)} or ${names(sql`details ->> 'owner'`)})`)
    .executeTakeFirstOrThrow()
  return { playbooks: playbooks.rows, waiting }
}
