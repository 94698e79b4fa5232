import { sql } from 'kysely'
import { type Actor, emit, Failure, type Tx } from '../platform/index.ts'
import { getIntegration } from './integration-store.ts'

/** Deletes an integration with its actions and resources, unless a playbook uses it. */
export async function deleteIntegration(tx: Tx, actor: Actor, id: string): Promise<void> {
  const integration = await getIntegration(tx, id)
  const used = await playbooksThatUse(tx, integration.name)
  if (used.length > 0) {
    throw new Failure('in_use', `"${integration.name}" is used by ${used.join(', ')}. Change these playbooks first.`)
  }
  await tx.sql.deleteFrom('integrations').where('id', '=', id).execute()
  await emit(tx, actor, {
    type: 'IntegrationDeleted',
    subject: { kind: 'integrations', id },
    before: { name: integration.name, actions: integration.actionCount, resources: integration.resourceCount },
  })
}

/** Names of the playbooks whose draft or published graph has a node of this integration. */
async function playbooksThatUse(tx: Tx, integration: string): Promise<string[]> {
  const node = JSON.stringify([{ integration }])
  const found = await sql<{ name: string }>`
    select p.name from playbooks p
    left join playbook_versions v on v.playbook_id = p.id and v.number = p.published_version
    where p.deleted_at is null and (p.draft -> 'nodes' @> ${node}::jsonb or v.graph -> 'nodes' @> ${node}::jsonb)
    order by p.name limit 5`.execute(tx.sql)
  return found.rows.map((row) => row.name)
}
