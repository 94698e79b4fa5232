import type { BodyOf } from '@tocsin/contracts'
import type { AutomationRule, createAutomationRule as contract } from '@tocsin/contracts/automation-rule.ts'
import { sql } from 'kysely'
import { type Actor, emit, Failure, type Tx, violatedConstraint } from '../platform/index.ts'
import { getAlertSourceByName } from './alert-source-store.ts'
import { checkRule } from './check-rule.ts'
import { getRule } from './rule-list.ts'

/** Adds a rule behind the others of its source; `shippedAs` marks one that came with the product. */
export async function createRule(
  tx: Tx,
  actor: Actor,
  input: BodyOf<typeof contract>,
  shippedAs: string | null = null,
): Promise<AutomationRule> {
  checkRule(input)
  const source = await getAlertSourceByName(tx, input.source)
  await tx.sql.selectFrom('alert_sources').select('id').where('id', '=', source.id).forUpdate().execute()
  const { id } = await tx.sql
    .insertInto('automation_rules')
    .values({
      name: input.name,
      description: input.description ?? '',
      source_id: source.id,
      enabled: input.enabled ?? true,
      position: sql<number>`(select coalesce(max(position), 0) + 1 from automation_rules where source_id = ${source.id})`,
      filters: JSON.stringify(input.filters ?? []),
      mappings: JSON.stringify(input.mappings ?? []),
      harvest: input.harvest ? JSON.stringify(input.harvest) : null,
      action: JSON.stringify(input.action),
      grouping: input.grouping ? JSON.stringify(input.grouping) : null,
      shipped_as: shippedAs,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
    .catch(explainTakenName(input.name))
  const after = await getRule(tx, id)
  await emit(tx, actor, { type: 'AutomationRuleCreated', subject: { kind: 'automation-rules', id }, after })
  return after
}

export function explainTakenName(name: string): (error: unknown) => never {
  return (error) => {
    if (violatedConstraint(error) !== 'automation_rules_by_name') throw error
    throw new Failure('name_taken', `There is already a rule named "${name}".`, [{ path: 'name', message: 'is taken' }])
  }
}
