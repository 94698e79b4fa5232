import type {
  FleetWidget,
  LifecycleDate,
  WidgetData,
  WidgetRange,
  WidgetTenant,
} from '@tocsin/contracts/fleet-dashboard.ts'
import { type RawBuilder, sql } from 'kysely'
import { type Actor, notFound, type Tx } from '../platform/index.ts'
import { readDashboard } from './dashboard-store.ts'
import { statusOf } from './tenant-status.ts'
import { findTargets, grants, type TenantRecord } from './tenant-store.ts'

const HOUR_MS = 3_600_000
const lasting = { '24h': 24, '7d': 7 * 24, '30d': 30 * 24, '90d': 90 * 24 } as const
const NO_VALUE = '(none)'

const dateColumns: Record<LifecycleDate, string> = {
  creation: 'created_at',
  start: 'started_at',
  opening: 'opened_at',
  closing: 'closed_at',
  update: 'updated_at',
}

/** The figures of every widget, or of one, counted from the console's own facts (MSSP-12 … MSSP-16). */
export async function readDashboardData(
  tx: Tx,
  actor: Actor,
  id: string,
  only?: string,
): Promise<{ widgets: WidgetData[] }> {
  const { widgets } = await readDashboard(tx, actor, id)
  const wanted = widgets.filter((widget) => only === undefined || widget.id === only)
  if (only !== undefined && wanted.length === 0) throw notFound('widget', only)
  const data: WidgetData[] = []
  for (const widget of wanted) data.push(await readWidget(tx, widget))
  return { widgets: data }
}

async function readWidget(tx: Tx, widget: FleetWidget): Promise<WidgetData> {
  const now = tx.instance.clock.now()
  const records = await knownTargets(tx, widget)
  const tenants = records.map((record) => describeTenant(record, now))
  const { from, to } = spanOf(widget.range, now)
  const counted = records.filter((_, index) => tenants[index]?.asOf !== null)
  const scope: Scope = { ids: counted.map(({ id }) => id), from, to, date: widget.date }
  const rows = widget.kind === 'created-closed' ? [] : await countRows(tx, widget, scope, counted)
  const days = widget.kind === 'created-closed' ? await countDays(tx, scope) : []
  const ages = tenants.flatMap(({ asOf }) => asOf ?? [])
  return {
    id: widget.id,
    from: from?.toISOString() ?? null,
    to: to?.toISOString() ?? null,
    total: await countAll(tx, widget, scope),
    rows,
    days,
    tenants,
    oldestAt: ages.sort()[0] ?? null,
  }
}

/** A tenant that was named in a widget and has left breaks nothing (MSSP-14). */
async function knownTargets(tx: Tx, { targets }: FleetWidget): Promise<TenantRecord[]> {
  if (!('tenants' in targets)) return findTargets(tx, targets)
  const all = await findTargets(tx, { all: true })
  return all.filter(({ id, tenant }) => targets.tenants.includes(id) || targets.tenants.includes(tenant.name))
}

/** Figures change only when the tenant tells of a change, so they are true as of the last contact. */
function describeTenant({ id, tenant, pairing }: TenantRecord, now: Date): WidgetTenant {
  const known = { id, name: tenant.name }
  if (!grants({ id, tenant, pairing }, 'metrics', now)) {
    return { ...known, state: 'none', asOf: null, reason: `${tenant.name} does not grant "metrics".` }
  }
  if (tenant.facts_at === null) return { ...known, state: 'none', asOf: null, reason: 'No figures have come yet.' }
  const asOf = (pairing.last_contact_at ?? tenant.facts_at).toISOString()
  if (statusOf(pairing, now) === 'connected') return { ...known, state: 'current', asOf, reason: null }
  return { ...known, state: 'stale', asOf, reason: pairing.error ?? `No data since ${asOf}.` }
}

interface Scope {
  ids: string[]
  from: Date | null
  to: Date | null
  date: LifecycleDate
}

function inScope({ ids, from, to, date }: Scope): RawBuilder<boolean> {
  const column = sql.ref(dateColumns[date])
  return sql<boolean>`not deleted and tenant_id = any(${ids}::uuid[])
    and (${from}::timestamptz is null or ${column} >= ${from})
    and (${to}::timestamptz is null or ${column} < ${to})`
}

async function countRows(
  tx: Tx,
  widget: FleetWidget,
  scope: Scope,
  records: TenantRecord[],
): Promise<WidgetData['rows']> {
  const open = sql`from fleet_incident_facts where open and ${inScope(scope)}`
  if (widget.kind === 'open-by-tenant') {
    const found = await sql<{
      key: string
      count: number
    }>`select tenant_id as key, count(*) as count ${open} group by 1`.execute(tx.sql)
    const counts = new Map(found.rows.map(({ key, count }) => [key, count]))
    const rows = records.map(({ id, tenant }) => ({
      key: id,
      label: tenant.name,
      count: counts.get(id) ?? 0,
      tenant: id,
    }))
    return rows.sort((one, other) => other.count - one.count || one.label.localeCompare(other.label))
  }
  const found = await sql<{ key: string; count: number }>`
    select ${keyOf(widget)} as key, count(*) as count ${open} group by 1 order by 2 desc, 1`.execute(tx.sql)
  return found.rows.map(({ key, count }) => ({ key, label: key, count }))
}

function keyOf({ kind }: FleetWidget): RawBuilder<string> {
  if (kind === 'open-by-severity') return sql`coalesce(severity, ${NO_VALUE})`
  if (kind === 'open-by-status') return sql`status`
  // An incident with several types counts for each of them.
  return sql`unnest(case when cardinality(types) = 0 then array[${NO_VALUE}] else types end)`
}

async function countAll(tx: Tx, { kind }: FleetWidget, scope: Scope): Promise<number> {
  const which = kind === 'created-closed' ? sql`true` : sql`open`
  const found = await sql<{ count: number }>`
    select count(*) as count from fleet_incident_facts where ${which} and ${inScope(scope)}`.execute(tx.sql)
  return found.rows[0]?.count ?? 0
}

/** Created and closed per UTC day; days without either are there with zeros. */
async function countDays(tx: Tx, { ids, from, to }: Scope): Promise<WidgetData['days']> {
  const found = await sql<{ day: string; created: number; closed: number }>`
    with facts as (
      select created_at, closed_at from fleet_incident_facts where not deleted and tenant_id = any(${ids}::uuid[])
    ), moments as (
      select created_at as at, 1 as created, 0 as closed from facts
      union all select closed_at, 0, 1 from facts where closed_at is not null
    ), counted as (
      select (at at time zone 'UTC')::date as day, sum(created) as created, sum(closed) as closed from moments
      where (${from}::timestamptz is null or at >= ${from}) and (${to}::timestamptz is null or at < ${to}) group by 1
    ), span as (
      select coalesce((${from}::timestamptz at time zone 'UTC')::date, min(day)) as first,
             coalesce(((${to}::timestamptz - interval '1 microsecond') at time zone 'UTC')::date, max(day)) as last
      from counted
    )
    select to_char(day, 'YYYY-MM-DD') as day, coalesce(created, 0)::int as created, coalesce(closed, 0)::int as closed
    from span, generate_series(first, last, interval '1 day') as each (moment)
    cross join lateral (select moment::date as day) as dates
    left join counted using (day)
    order by day limit 4000`.execute(tx.sql)
  return found.rows
}

function spanOf(range: WidgetRange, now: Date): { from: Date | null; to: Date | null } {
  if ('from' in range) return { from: new Date(range.from), to: new Date(range.to) }
  if (range.last === 'all') return { from: null, to: null }
  return { from: new Date(now.getTime() - lasting[range.last] * HOUR_MS), to: now }
}
