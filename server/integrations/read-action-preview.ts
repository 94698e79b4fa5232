import type { ActionDefinition } from '@tocsin/content'
import { sql } from 'kysely'
import type { Tx } from '../platform/index.ts'

/** Paths in the output of an action whose values are HTML, an address or a picture (OIF); null where it declares none. */
export async function readActionPreview(
  tx: Tx,
  integration: string,
  action: string,
): Promise<ActionDefinition['preview'] | null> {
  const row = await tx.sql
    .selectFrom('actions')
    .innerJoin('integrations', 'integrations.id', 'actions.integration_id')
    .select('actions.document')
    .where((where) =>
      where.or([where('integrations.name', '=', integration), where('integrations.official_name', '=', integration)]),
    )
    .where(sql<boolean>`lower(actions.name) = lower(${action})`)
    .executeTakeFirst()
  return row?.document.preview ?? null
}
