import { factsMessage, type IncidentFact } from '@tocsin/contracts/link-messages.ts'
import { sql } from 'kysely'
import { takes } from '../link/index.ts'
import { changed, type Tx } from '../platform/index.ts'

/**
 * Where the incidents of a tenant stand. An older fact never replaces a newer one, so that the figures here end equal
 * to the tenant's own lists in whatever order facts and full lists came (FLT-50).
 */
export const takeFacts = takes({
  kind: 'facts.incidents',
  from: 'tenant',
  payload: factsMessage,
  async apply(tx, pairing, { payload }) {
    if (payload.reset) await forgetFacts(tx, pairing.id)
    if (payload.items.length > 0) await storeFacts(tx, pairing.id, payload.items)
    await tx.sql
      .updateTable('fleet_tenants')
      .set({ facts_at: tx.instance.clock.now() })
      .where('id', '=', pairing.id)
      .execute()
    changed(tx, 'fleet/incidents', pairing.id)
  },
})

export async function forgetFacts(tx: Tx, tenantId: string): Promise<void> {
  await tx.sql.deleteFrom('fleet_incident_facts').where('tenant_id', '=', tenantId).execute()
  await tx.sql.updateTable('fleet_tenants').set({ facts_at: null }).where('id', '=', tenantId).execute()
}

async function storeFacts(tx: Tx, tenantId: string, facts: IncidentFact[]): Promise<void> {
  const newest = new Map<number, IncidentFact>()
  for (const fact of facts) {
    const known = newest.get(fact.id)
    if (!known || known.version <= fact.version) newest.set(fact.id, fact)
  }
  await tx.sql
    .insertInto('fleet_incident_facts')
    .values(
      [...newest.values()].map((fact) => ({
        tenant_id: tenantId,
        incident_id: fact.id,
        version: fact.version,
        deleted: fact.deleted,
        open: fact.open,
        status: fact.status,
        severity: fact.severity,
        types: fact.types,
        created_at: fact.createdAt,
        started_at: fact.startedAt,
        opened_at: fact.openedAt,
        closed_at: fact.closedAt,
        updated_at: fact.updatedAt,
        label: fact.text?.label ?? null,
        title: fact.text?.title ?? null,
        owner: fact.text?.owner ?? null,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['tenant_id', 'incident_id'])
        .doUpdateSet((set) => ({
          version: set.ref('excluded.version'),
          deleted: set.ref('excluded.deleted'),
          open: set.ref('excluded.open'),
          status: set.ref('excluded.status'),
          severity: set.ref('excluded.severity'),
          types: set.ref('excluded.types'),
          created_at: set.ref('excluded.created_at'),
          started_at: set.ref('excluded.started_at'),
          opened_at: set.ref('excluded.opened_at'),
          closed_at: set.ref('excluded.closed_at'),
          updated_at: set.ref('excluded.updated_at'),
          label: set.ref('excluded.label'),
          title: set.ref('excluded.title'),
          owner: set.ref('excluded.owner'),
        }))
        .where(sql<boolean>`fleet_incident_facts.version <= excluded.version`),
    )
    .execute()
}

export async function countOpenIncidents(tx: Tx): Promise<Map<string, number>> {
  const rows = await tx.sql
    .selectFrom('fleet_incident_facts')
    .select(['tenant_id', (select) => select.fn.countAll<number>().as('open')])
    .where('open', '=', true)
    .where('deleted', '=', false)
    .groupBy('tenant_id')
    .execute()
  return new Map(rows.map((row) => [row.tenant_id, row.open]))
}
