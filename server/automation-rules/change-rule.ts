import type { BodyOf } from '@tocsin/contracts'
import type { AutomationRule, changeAutomationRule as contract } from '@tocsin/contracts/automation-rule.ts'
import { type Actor, emit, Failure, type Tx } from '../platform/index.ts'
import { getAlertSourceByName } from './alert-source-store.ts'
import { checkRule } from './check-rule.ts'
import { explainTakenName } from './create-rule.ts'
import { getRule } from './rule-list.ts'

/** Changes, enables or disables a rule; alerts decided before stay as they are. */
export async function changeRule(
  tx: Tx,
  actor: Actor,
  id: string,
  input: BodyOf<typeof contract>,
): Promise<AutomationRule> {
  const before = await lockRule(tx, id)
  if (input.version !== undefined && input.version !== before.version) {
    throw new Failure(
      'stale_version',
      `The rule "${before.name}" was changed meanwhile. Load again and repeat your change.`,
    )
  }
  checkRule(input)
  const source = input.source === undefined ? null : await getAlertSourceByName(tx, input.source)
  const optional = (value: object | null) => (value === null ? null : JSON.stringify(value))
  await tx.sql
    .updateTable('automation_rules')
    .set((set) => ({
      version: set('version', '+', 1),
      ...(input.name === undefined ? {} : { name: input.name }),
      ...(input.description === undefined ? {} : { description: input.description }),
      ...(source ? { source_id: source.id } : {}),
      ...(input.enabled === undefined ? {} : { enabled: input.enabled }),
      ...(input.filters === undefined ? {} : { filters: JSON.stringify(input.filters) }),
      ...(input.mappings === undefined ? {} : { mappings: JSON.stringify(input.mappings) }),
      ...(input.action === undefined ? {} : { action: JSON.stringify(input.action) }),
      ...(input.harvest === undefined ? {} : { harvest: optional(input.harvest) }),
      ...(input.grouping === undefined ? {} : { grouping: optional(input.grouping) }),
    }))
    .where('id', '=', before.id)
    .execute()
    .catch(explainTakenName(input.name ?? before.name))
  const after = await getRule(tx, before.id)
  await emit(tx, actor, {
    type: 'AutomationRuleUpdated',
    subject: { kind: 'automation-rules', id: before.id },
    before,
    after,
  })
  return after
}

export async function lockRule(tx: Tx, id: string): Promise<AutomationRule> {
  const { id: known } = await getRule(tx, id)
  await tx.sql.selectFrom('automation_rules').select('id').where('id', '=', known).forUpdate().execute()
  return getRule(tx, known)
}
