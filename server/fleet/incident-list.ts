import type { QueryOf, ResponseOf } from '@tocsin/contracts'
import type { listFleetIncidents as contract } from '@tocsin/contracts/fleet-dashboard.ts'
import { Failure, type Tx } from '../platform/index.ts'
import { grants, listTenantRecords } from './tenant-store.ts'

/** Incidents of the tenants that grant their list, newest first; opening one means connecting (MSSP-15). */
export async function listFleetIncidents(
  tx: Tx,
  filter: QueryOf<typeof contract>,
): Promise<ResponseOf<typeof contract>> {
  const now = tx.instance.clock.now()
  const records = (await listTenantRecords(tx)).filter(
    (record) =>
      grants(record, 'incident-list', now) &&
      record.pairing.status !== 'ended' &&
      (filter.tenant === undefined || filter.tenant === record.id || filter.tenant === record.tenant.name),
  )
  if (records.length === 0) return { items: [], nextCursor: null, total: 0 }
  const names = new Map(records.map(({ id, tenant }) => [id, tenant.name]))
  let matching = tx.sql
    .selectFrom('fleet_incident_facts')
    .where('deleted', '=', false)
    .where('tenant_id', 'in', [...names.keys()])
  if (filter.open !== undefined) matching = matching.where('open', '=', filter.open)
  if (filter.severity !== undefined) matching = matching.where('severity', '=', filter.severity)
  if (filter.status !== undefined) matching = matching.where('status', '=', filter.status)
  if (filter.type !== undefined) {
    const { type } = filter
    matching = matching.where((where) => where(where.val(type), '=', where.fn.any('types')))
  }
  const { total } = await matching
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const after = filter.cursor === undefined ? null : readCursor(filter.cursor)
  const rest = after
    ? matching.where((where) =>
        where(
          where.refTuple('created_at', 'tenant_id', 'incident_id'),
          '<',
          where.tuple(after.createdAt, after.tenant, after.incident),
        ),
      )
    : matching
  const rows = await rest
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('tenant_id', 'desc')
    .orderBy('incident_id', 'desc')
    .limit(filter.limit)
    .execute()
  const last = rows.at(-1)
  return {
    items: rows.map((row) => ({
      tenant: { id: row.tenant_id, name: names.get(row.tenant_id) ?? '' },
      id: String(row.incident_id),
      label: row.label,
      title: row.title,
      owner: row.owner,
      status: row.status,
      open: row.open,
      severity: row.severity,
      type: row.types.join(', ') || null,
      createdAt: row.created_at.toISOString(),
      closedAt: row.closed_at?.toISOString() ?? null,
    })),
    nextCursor:
      last && rows.length === filter.limit
        ? [last.created_at.toISOString(), last.tenant_id, last.incident_id].join('_')
        : null,
    total,
  }
}

function readCursor(cursor: string): { createdAt: Date; tenant: string; incident: number } {
  const [moment, tenant, incident] = cursor.split('_')
  const createdAt = new Date(moment ?? '')
  if (
    Number.isNaN(createdAt.getTime()) ||
    !/^[0-9a-f-]{36}$/.test(tenant ?? '') ||
    !Number.isSafeInteger(Number(incident))
  ) {
    throw new Failure('invalid_input', 'This cursor is not one of ours.')
  }
  return { createdAt, tenant: tenant ?? '', incident: Number(incident) }
}
