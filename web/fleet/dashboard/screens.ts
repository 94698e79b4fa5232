import { IconLayoutDashboard } from '@tabler/icons-react'
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { paths } from '../../paths.ts'
import { appRoute, type Screens } from '../../shell/index.ts'
import { consoleOnly } from '../console-only.ts'

const dashboardRoute = createRoute({
  getParentRoute: () => appRoute,
  path: paths.fleetDashboard(),
  beforeLoad: consoleOnly('fleet.dashboard'),
  component: lazyRouteComponent(() => import('./FleetDashboardPage.tsx'), 'FleetDashboardPage'),
})

export const screens: Screens = {
  routes: [dashboardRoute],
  menu: [
    {
      group: 'console',
      order: 10,
      label: { en: 'MSSP Dashboard', fr: 'Tableau de bord MSSP' },
      icon: IconLayoutDashboard,
      path: paths.fleetDashboard(),
      capability: 'fleet.dashboard',
      keywords: 'widgets figures charts tenants chiffres graphiques',
    },
  ],
}
