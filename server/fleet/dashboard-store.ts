import type { BodyInputOf, BodyOf } from '@tocsin/contracts'
import type {
  changeFleetDashboard,
  createFleetDashboard,
  FleetDashboard,
  FleetWidget,
} from '@tocsin/contracts/fleet-dashboard.ts'
import { fleetWidget } from '@tocsin/contracts/fleet-dashboard.ts'
import type { Selectable } from 'kysely'
import { type Actor, changed, Failure, notFound, type Tx } from '../platform/index.ts'
import type { DashboardTable } from './tables.ts'

type WidgetInput = NonNullable<BodyInputOf<typeof createFleetDashboard>['widgets']>[number]

/** What everybody begins with (MSSP-10, MSSP-17). */
const shipped: WidgetInput[] = [
  { id: 'tenants', kind: 'open-by-tenant', title: 'Open incidents per tenant', layout: { x: 0, y: 0, w: 6, h: 8 } },
  { id: 'severity', kind: 'open-by-severity', title: 'Open by severity', layout: { x: 6, y: 0, w: 3, h: 8 } },
  { id: 'type', kind: 'open-by-type', title: 'Open by type', layout: { x: 9, y: 0, w: 3, h: 8 } },
  {
    id: 'trend',
    kind: 'created-closed',
    title: 'Created and closed',
    range: { last: '30d' },
    layout: { x: 0, y: 8, w: 12, h: 8 },
  },
]

/** The caller's own dashboards; the first look brings the shipped one. */
export async function listDashboards(tx: Tx, actor: Actor): Promise<{ items: FleetDashboard[] }> {
  const own = () =>
    tx.sql
      .selectFrom('fleet_dashboards')
      .selectAll()
      .where('owner_id', '=', ownerOf(actor))
      .orderBy('created_at')
      .orderBy('id')
      .execute()
  const rows = await own()
  if (rows.length > 0) return { items: rows.map(toDashboard) }
  const widgets = shipped.map((widget) => fleetWidget.parse(widget))
  await createDashboard(tx, actor, { name: 'MSSP Dashboard', widgets })
  return { items: (await own()).map(toDashboard) }
}

export async function createDashboard(
  tx: Tx,
  actor: Actor,
  input: BodyOf<typeof createFleetDashboard>,
): Promise<FleetDashboard> {
  const row = await tx.sql
    .insertInto('fleet_dashboards')
    .values({
      owner_id: ownerOf(actor),
      name: input.name,
      widgets: JSON.stringify(input.widgets),
      created_at: tx.instance.clock.now(),
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  changed(tx, 'fleet/dashboards', row.id)
  return toDashboard(row)
}

export async function changeDashboard(
  tx: Tx,
  actor: Actor,
  id: string,
  input: BodyOf<typeof changeFleetDashboard>,
): Promise<FleetDashboard> {
  const before = await readDashboard(tx, actor, id)
  if (input.version !== undefined && input.version !== before.version) {
    throw new Failure('stale_version', `${before.name} was changed meanwhile. Load again and repeat your change.`)
  }
  const row = await tx.sql
    .updateTable('fleet_dashboards')
    .set((set) => ({
      version: set('version', '+', 1),
      ...(input.name === undefined ? {} : { name: input.name }),
      ...(input.widgets === undefined ? {} : { widgets: JSON.stringify(input.widgets) }),
    }))
    .where('id', '=', id)
    .where('version', '=', before.version)
    .returningAll()
    .executeTakeFirst()
  if (!row)
    throw new Failure('stale_version', `${before.name} was changed meanwhile. Load again and repeat your change.`)
  changed(tx, 'fleet/dashboards', id)
  return toDashboard(row)
}

export async function deleteDashboard(tx: Tx, actor: Actor, id: string): Promise<void> {
  await readDashboard(tx, actor, id)
  await tx.sql.deleteFrom('fleet_dashboards').where('id', '=', id).execute()
  changed(tx, 'fleet/dashboards', id)
}

export async function readDashboard(tx: Tx, actor: Actor, id: string): Promise<FleetDashboard> {
  const row = /^[0-9a-f-]{36}$/.test(id)
    ? await tx.sql
        .selectFrom('fleet_dashboards')
        .selectAll()
        .where('id', '=', id)
        .where('owner_id', '=', ownerOf(actor))
        .executeTakeFirst()
    : undefined
  if (!row) throw notFound('dashboard', id)
  return toDashboard(row)
}

function ownerOf(actor: Actor): string {
  return actor.signedInFrom === null ? (actor.userId ?? actor.id) : actor.id
}

function toDashboard(row: Selectable<DashboardTable>): FleetDashboard {
  const widgets: FleetWidget[] = row.widgets
  return { id: row.id, name: row.name, widgets, version: row.version }
}
