import { IconAlertOctagon } from '@tabler/icons-react'
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { getIncident } from '@tocsin/contracts/incident.ts'
import { asQuery } from '../api/index.ts'
import { fieldsQuery } from '../custom-fields/index.ts'
import { paths } from '../paths.ts'
import { appRoute, needs, type Screens } from '../shell/index.ts'
import { orNotAllowed } from './or-not-allowed.ts'

const incidentsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: paths.incidents(),
  beforeLoad: needs('incident.view'),
  component: lazyRouteComponent(() => import('./IncidentsPage.tsx'), 'IncidentsPage'),
})

const newIncidentRoute = createRoute({
  getParentRoute: () => appRoute,
  path: paths.newIncident(),
  beforeLoad: needs('incident.edit'),
  component: lazyRouteComponent(() => import('./create/NewIncidentPage.tsx'), 'NewIncidentPage'),
})

const incidentRoute = createRoute({
  getParentRoute: () => appRoute,
  path: `${paths.incidents()}/$id`,
  beforeLoad: needs('incident.access'),
  loader: ({ context, params }) =>
    Promise.all([
      context.queryClient.ensureQueryData(fieldsQuery('incidents')),
      orNotAllowed(context.queryClient.ensureQueryData(asQuery(getIncident, { params: { id: params.id } }))),
    ]),
  component: lazyRouteComponent(() => import('./detail/IncidentPage.tsx'), 'IncidentPage'),
})

export const screens: Screens = {
  routes: [incidentsRoute, newIncidentRoute, incidentRoute],
  menu: [
    {
      group: 'main',
      order: 30,
      label: { en: 'Incidents', fr: 'Incidents' },
      icon: IconAlertOctagon,
      path: paths.incidents(),
      capability: 'incident.view',
      keywords: 'security events',
    },
  ],
}
