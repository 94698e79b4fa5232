import {
  type ActionDefinition,
  type ContentItem,
  type ContentKind,
  contentItem,
  type IntegrationDefinition,
  planItem,
} from '@tocsin/content'
import type { Json } from '@tocsin/contracts'
import { type Actor, Failure, type Tx } from '../platform/index.ts'
import { deleteIntegration } from './delete-integration.ts'
import type { IntegrationRow } from './integration-store.ts'
import { saveIntegration } from './save-integration.ts'

/** An integration with its actions as it travels: no resources, no secrets (FLT-32). */
interface IntegrationBody {
  definition: IntegrationDefinition
  /** By type and name, so that changes of different actions merge. */
  actions: Record<string, ActionDefinition>
}

export const integrationContent: ContentKind<Tx, Actor> = {
  kind: 'integration',
  overridable: [],
  async list(tx) {
    const rows = await tx.sql.selectFrom('integrations').selectAll().orderBy('name').execute()
    return Promise.all(rows.map((row) => toItem(tx, row)))
  },
  async export(tx, id) {
    const row = await tx.sql.selectFrom('integrations').selectAll().where('id', '=', id).executeTakeFirst()
    return row ? toItem(tx, row) : null
  },
  async plan(tx, item, options) {
    const here = await findHere(tx, item)
    const { write: _write, result: _result, ...plan } = planItem(item.body, here?.item.body ?? null, options)
    return plan
  },
  async apply(tx, actor, item, options) {
    const here = await findHere(tx, item)
    const plan = planItem(item.body, here?.item.body ?? null, options)
    if (plan.verdict === 'conflict' && options.policy === 'stop') {
      throw new Failure(
        'wrong_state',
        `The integration "${item.name}" was changed here and in the console: ${plan.reasons.join(' ')}`,
      )
    }
    if (here && here.row.id !== item.id) {
      // The same integration under another content id: from now on it is known by the console's.
      await tx.sql.updateTable('integrations').set({ id: item.id }).where('id', '=', here.row.id).execute()
    }
    if (plan.write !== undefined) await write(tx, actor, item.id, plan.write)
    const now = await integrationContent.export(tx, item.id)
    return {
      result: plan.result,
      hash: now?.hash ?? item.hash,
      conflicts: plan.conflicts,
      overridesKept: plan.overridesKept,
      warnings: [],
    }
  },
  remove: (tx, actor, id) => deleteIntegration(tx, actor, id),
  dependenciesOf: () => [],
}

async function write(tx: Tx, actor: Actor, id: string, body: Json): Promise<void> {
  const { definition, actions } = body as unknown as IntegrationBody
  const list = Object.values(actions).map((action) => ({ definition: action, warnings: [] }))
  await saveIntegration(tx, actor, { definition, actions: list }, { id, origin: 'mssp', whole: true })
}

async function findHere(tx: Tx, item: ContentItem): Promise<{ row: IntegrationRow; item: ContentItem } | null> {
  const { definition } = item.body as unknown as IntegrationBody
  const row =
    (await tx.sql.selectFrom('integrations').selectAll().where('id', '=', item.id).executeTakeFirst()) ??
    (await tx.sql
      .selectFrom('integrations')
      .selectAll()
      .where((where) => where(where.fn('lower', ['name']), '=', definition.name.toLowerCase()))
      .executeTakeFirst())
  return row ? { row, item: await toItem(tx, row) } : null
}

async function toItem(tx: Tx, row: IntegrationRow): Promise<ContentItem> {
  const actions = await tx.sql
    .selectFrom('actions')
    .select(['type', 'name', 'document'])
    .where('integration_id', '=', row.id)
    .execute()
  const body = {
    definition: row.document,
    actions: Object.fromEntries(actions.map(({ type, name, document }) => [`${type}: ${name}`, document])),
  }
  return contentItem({ kind: 'integration', id: row.id, name: row.name, body: body as unknown as Json, dependsOn: [] })
}
