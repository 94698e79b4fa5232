import type { ResponseOf } from '@tocsin/contracts'
import type { listPlaybookUses as contract, PlaybookUse } from '@tocsin/contracts/playbook.ts'
import { sql } from 'kysely'
import { listTemplates } from '../incident-templates/index.ts'
import type { Tx } from '../platform/index.ts'
import { getPlaybookOrDeleted } from './playbook-store.ts'

/** What starts a playbook and would notice if it were disabled, deleted or renamed. */
export async function listPlaybookUses(tx: Tx, id: string): Promise<ResponseOf<typeof contract>> {
  const { name } = await getPlaybookOrDeleted(tx, id)
  const templates = (await listTemplates(tx)).flatMap((template) => {
    const entry = template.playbooks.find(({ playbookId }) => playbookId === id)
    return entry ? [{ id: template.id, name: template.name, autorun: entry.autorun }] : []
  })
  return {
    items: [
      ...templates.map((template): PlaybookUse => ({ kind: 'incident-template', ...template })),
      ...(await rulesOf(tx, templates)),
      ...(await playbooksThatNest(tx, id, name)),
    ],
  }
}

/** Automation rules that open incidents of one of the templates. */
async function rulesOf(tx: Tx, templates: { id: string; name: string }[]): Promise<PlaybookUse[]> {
  if (templates.length === 0) return []
  const names = new Map(templates.map((template) => [template.id, template.name]))
  const rules = await sql<{ id: string; name: string; template: string }>`
    select id, name, action ->> 'templateId' as template from automation_rules
    where action ->> 'templateId' in (${sql.join([...names.keys()])}) order by lower(name)
  `.execute(tx.sql)
  return rules.rows.map((rule) => ({
    kind: 'automation-rule',
    id: rule.id,
    name: rule.name,
    template: names.get(rule.template) ?? '',
  }))
}

/** Playbooks whose draft or published version runs this one (NOD-60); the published one knows it by its id. */
async function playbooksThatNest(tx: Tx, id: string, name: string): Promise<PlaybookUse[]> {
  const found = await sql<{ id: string; name: string; node: string }>`
    select p.id, p.name, min(node ->> 'name') as node from playbooks p
    left join playbook_versions v on v.playbook_id = p.id and v.number = p.published_version
    left join lateral jsonb_array_elements(v.calls) call on call ->> 'id' = ${id}
    cross join lateral (
      select each from jsonb_array_elements(p.draft -> 'nodes') each where lower(trim(each ->> 'playbook')) = lower(${name})
      union all
      select each from jsonb_array_elements(v.graph -> 'nodes') each where trim(each ->> 'playbook') = call ->> 'name'
    ) nodes (node)
    where p.deleted_at is null and node ->> 'kind' in ('playbook', 'repeat')
    group by p.id, p.name order by lower(p.name)
  `.execute(tx.sql)
  return found.rows.map((row) => ({ kind: 'playbook', id: row.id, name: row.name, node: row.node }))
}
