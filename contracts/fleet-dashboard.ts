import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { targets } from './fleet.ts'
import { idParam, moment } from './lists.ts'

export const widgetKinds = {
  'open-by-tenant': 'Open incidents per tenant',
  'open-by-severity': 'Open incidents by severity',
  'open-by-type': 'Open incidents by type',
  'open-by-status': 'Open incidents by status',
  'created-closed': 'Incidents created and closed',
} as const
export type WidgetKind = keyof typeof widgetKinds

export const refreshMinutes = [0, 1, 5, 15, 60] as const

/** The time a widget looks at; `all` has no limit (MSSP-12). */
export const widgetRange = z.union([
  z.object({ last: z.enum(['all', '24h', '7d', '30d', '90d']) }),
  z.object({ from: moment, to: moment }),
])
export type WidgetRange = z.infer<typeof widgetRange>

/** Which date of an incident's life the range is about (MSSP-12). */
export const lifecycleDate = z.enum(['creation', 'start', 'opening', 'closing', 'update'])
export type LifecycleDate = z.infer<typeof lifecycleDate>

export const fleetWidget = z.object({
  id: z.string().min(1).max(100),
  kind: z.enum(Object.keys(widgetKinds) as [WidgetKind, ...WidgetKind[]]),
  title: z.string().trim().min(1).max(255),
  range: widgetRange.default({ last: 'all' }),
  date: lifecycleDate.default('creation'),
  /** Minutes between refreshes; 0 is off. */
  refresh: z
    .number()
    .int()
    .refine((minutes) => (refreshMinutes as readonly number[]).includes(minutes), 'is 0, 1, 5, 15 or 60')
    .default(5),
  targets: targets.default({ all: true }),
  /** Place on a grid of twelve columns. */
  layout: z.object({
    x: z.number().int().min(0).max(11),
    y: z.number().int().min(0).max(10_000),
    w: z.number().int().min(1).max(12),
    h: z.number().int().min(1).max(100),
  }),
})
export type FleetWidget = z.infer<typeof fleetWidget>

const dashboardName = z.string().trim().min(1).max(255)
const widgets = z
  .array(fleetWidget)
  .max(100)
  .refine((list) => new Set(list.map((each) => each.id)).size === list.length, 'two widgets have the same id')

export const fleetDashboard = z.object({
  id: z.string(),
  name: z.string(),
  widgets: z.array(fleetWidget),
  version: z.number().int(),
})
export type FleetDashboard = z.infer<typeof fleetDashboard>

export const listFleetDashboards = endpoint({
  name: 'listFleetDashboards',
  method: 'GET',
  path: '/fleet/dashboards',
  summary: 'My MSSP dashboards; the first call brings the shipped one (MSSP-10)',
  capability: 'fleet.dashboard',
  response: z.object({ items: z.array(fleetDashboard) }),
})

export const createFleetDashboard = endpoint({
  name: 'createFleetDashboard',
  method: 'POST',
  path: '/fleet/dashboards',
  summary: 'Add an MSSP dashboard of my own',
  capability: 'fleet.dashboard',
  body: z.object({ name: dashboardName, widgets: widgets.default([]) }),
  status: 201,
  response: fleetDashboard,
})

export const changeFleetDashboard = endpoint({
  name: 'changeFleetDashboard',
  method: 'PATCH',
  path: '/fleet/dashboards/{id}',
  summary: 'Change the name, the widgets or their places (MSSP-11 … MSSP-13)',
  capability: 'fleet.dashboard',
  params: idParam,
  body: z.object({
    version: z.number().int().optional(),
    name: dashboardName.optional(),
    widgets: widgets.optional(),
  }),
  response: fleetDashboard,
  errors: ['not_found', 'stale_version'],
})

export const deleteFleetDashboard = endpoint({
  name: 'deleteFleetDashboard',
  method: 'DELETE',
  path: '/fleet/dashboards/{id}',
  summary: 'Remove an MSSP dashboard of mine',
  capability: 'fleet.dashboard',
  params: idParam,
  status: 204,
  response: z.undefined(),
  errors: ['not_found'],
})

/** A tenant behind a widget, and how old its share of the figures is (MSSP-14). */
export const widgetTenant = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(['current', 'stale', 'none']),
  /** The figures are true as of this moment; null when there never were any. */
  asOf: moment.nullable(),
  reason: z.string().nullable(),
})
export type WidgetTenant = z.infer<typeof widgetTenant>

export const widgetData = z.object({
  id: z.string(),
  from: moment.nullable(),
  to: moment.nullable(),
  total: z.number().int(),
  /** One row per tenant, severity, type or status, most first; `tenant` is set in rows per tenant. */
  rows: z.array(
    z.object({ key: z.string(), label: z.string(), count: z.number().int(), tenant: z.string().optional() }),
  ),
  /** Per day, for trends; days are UTC. */
  days: z.array(z.object({ day: z.iso.date(), created: z.number().int(), closed: z.number().int() })),
  tenants: z.array(widgetTenant),
  /** The age of the oldest tenant's data. */
  oldestAt: moment.nullable(),
})
export type WidgetData = z.infer<typeof widgetData>

export const getFleetDashboardData = endpoint({
  name: 'getFleetDashboardData',
  method: 'GET',
  path: '/fleet/dashboards/{id}/data',
  summary: 'The figures of every widget, from the roll-ups of the console (MSSP-16)',
  capability: 'fleet.dashboard',
  params: idParam,
  query: z.object({ widget: z.string().max(100).optional() }),
  response: z.object({ widgets: z.array(widgetData) }),
  errors: ['not_found'],
})

/** One incident of one tenant, for drill-down (MSSP-15). Text is there only where the tenant grants `incident-list`. */
export const fleetIncident = z.object({
  tenant: z.object({ id: z.string(), name: z.string() }),
  id: z.string(),
  label: z.string().nullable(),
  title: z.string().nullable(),
  owner: z.string().nullable(),
  status: z.string(),
  open: z.boolean(),
  severity: z.string().nullable(),
  type: z.string().nullable(),
  createdAt: moment,
  closedAt: moment.nullable(),
})
export type FleetIncident = z.infer<typeof fleetIncident>

export const listFleetIncidents = endpoint({
  name: 'listFleetIncidents',
  method: 'GET',
  path: '/fleet/incidents',
  summary: 'Incidents of all tenants that grant their list, newest first',
  capability: 'fleet.dashboard',
  query: z.object({
    tenant: z.string().max(100).optional(),
    open: z.stringbool().optional(),
    severity: z.string().max(255).optional(),
    type: z.string().max(255).optional(),
    status: z.string().max(255).optional(),
    limit: z.coerce.number().int().min(1).max(1000).default(100),
    cursor: z.string().max(200).optional(),
  }),
  response: z.object({
    items: z.array(fleetIncident),
    nextCursor: z.string().nullable(),
    total: z.number().int(),
  }),
})
