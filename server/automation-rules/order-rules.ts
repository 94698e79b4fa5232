import type { AutomationRule } from '@tocsin/contracts/automation-rule.ts'
import { sql } from 'kysely'
import { type Actor, emit, Failure, type Tx } from '../platform/index.ts'
import { getAlertSourceByName } from './alert-source-store.ts'
import { listRules } from './rule-list.ts'

/** Sets the order in which the rules of a source are tried. All of them must be named, so that none is forgotten. */
export async function orderRules(
  tx: Tx,
  actor: Actor,
  input: { source: string; ids: string[] },
): Promise<{ items: AutomationRule[] }> {
  const source = await getAlertSourceByName(tx, input.source)
  await tx.sql.selectFrom('alert_sources').select('id').where('id', '=', source.id).forUpdate().execute()
  const before = await listRules(tx, { source: source.name })
  const known = before.map((rule) => rule.id)
  if (new Set(input.ids).size !== known.length || !input.ids.every((id) => known.includes(id))) {
    throw new Failure(
      'wrong_state',
      `The rules of ${source.name} changed meanwhile. Load again and order all ${known.length}.`,
    )
  }
  await sql`
    update automation_rules r set position = o.position, version = r.version + 1
    from unnest(${input.ids}::uuid[]) with ordinality as o(id, position)
    where r.id = o.id and r.position <> o.position
  `.execute(tx.sql)
  const items = await listRules(tx, { source: source.name })
  await emit(tx, actor, {
    type: 'AutomationRulesOrdered',
    subject: { kind: 'automation-rules', id: source.id },
    before: before.map((rule) => rule.name),
    after: items.map((rule) => rule.name),
  })
  return { items }
}
