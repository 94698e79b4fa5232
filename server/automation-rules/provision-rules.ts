import { allCapabilities } from '@tocsin/contracts'
import type { RuleAction } from '@tocsin/contracts/automation-rule.ts'
import { listTemplates } from '../incident-templates/index.ts'
import { machineActor, type Tx } from '../platform/index.ts'
import { createRule } from './create-rule.ts'
import { pantherRules, pantherSource } from './shipped/panther.ts'
import type { ShippedRule, ShippedSource } from './shipped/shipped-rule.ts'
import { suricataRules, suricataSource } from './shipped/suricata.ts'

const platform = machineActor({ kind: 'system', id: 'platform', name: 'Tocsin' }, allCapabilities)

/** Brings the sources and rules of the product; what is there already, was changed or was removed stays so. */
export async function provisionRules(tx: Tx): Promise<void> {
  const removed = new Set(
    (await tx.sql.selectFrom('shipped_rules_removed').select('name').execute()).map((row) => row.name),
  )
  for (const source of [suricataSource, pantherSource]) {
    if (!removed.has(`source ${source.name}`)) await provideSource(tx, source)
  }
  for (const rule of [...suricataRules, ...pantherRules]) {
    if (!removed.has(rule.shippedAs)) await provideRule(tx, rule)
  }
}

async function provideSource(tx: Tx, source: ShippedSource): Promise<void> {
  await tx.sql
    .insertInto('alert_sources')
    .values({
      name: source.name,
      description: source.description,
      key_paths: source.keyPaths,
      title_path: source.titlePath,
      time_path: source.timePath,
      shipped: true,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

async function provideRule(tx: Tx, { shippedAs, template, ...rule }: ShippedRule): Promise<void> {
  const there = await tx.sql
    .selectFrom('automation_rules')
    .select('id')
    .where((where) => where.or([where('shipped_as', '=', shippedAs), where('name', '=', rule.name)]))
    .executeTakeFirst()
  const source = await tx.sql
    .selectFrom('alert_sources')
    .select('id')
    .where('name', '=', rule.source)
    .executeTakeFirst()
  if (there || !source) return
  const action = await withTemplate(tx, rule.action, template)
  await createRule(tx, platform, { ...rule, action }, shippedAs)
}

/** The template may have been renamed or deleted before the rule came; then the mapping alone makes the incident. */
async function withTemplate(tx: Tx, action: RuleAction, name: string | undefined): Promise<RuleAction> {
  if (action.kind !== 'create-incident' || name === undefined) return action
  const template = (await listTemplates(tx)).find((each) => each.name === name)
  return { ...action, templateId: template?.id ?? null }
}
