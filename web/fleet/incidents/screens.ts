import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { paths } from '../../paths.ts'
import { appRoute, type Screens } from '../../shell/index.ts'
import { consoleOnly } from '../console-only.ts'

const incidentsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: paths.fleetIncidents(),
  beforeLoad: consoleOnly('fleet.dashboard'),
  component: lazyRouteComponent(() => import('./FleetIncidentsPage.tsx'), 'FleetIncidentsPage'),
})

/** Reached from the figures of the dashboard and from a tenant, so it has no entry of its own in the menu (MSSP-09). */
export const screens: Screens = { routes: [incidentsRoute], menu: [] }
