import { type Actor, emit, type Tx } from '../platform/index.ts'
import { lockRule } from './change-rule.ts'

/** Removes a rule for good; a shipped one does not come back with the next start. */
export async function removeRule(tx: Tx, actor: Actor, id: string): Promise<void> {
  const before = await lockRule(tx, id)
  const { shipped_as: shippedAs } = await tx.sql
    .deleteFrom('automation_rules')
    .where('id', '=', before.id)
    .returning('shipped_as')
    .executeTakeFirstOrThrow()
  if (shippedAs !== null) await tx.sql.insertInto('shipped_rules_removed').values({ name: shippedAs }).execute()
  await emit(tx, actor, {
    type: 'AutomationRuleRemoved',
    subject: { kind: 'automation-rules', id: before.id },
    before,
  })
}
