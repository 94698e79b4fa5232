import { IconServer2 } from '@tabler/icons-react'
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { paths } from '../../paths.ts'
import { appRoute, type Screens } from '../../shell/index.ts'
import { consoleOnly } from '../console-only.ts'

const tenantsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: paths.fleetTenants(),
  beforeLoad: consoleOnly('fleet.nodes-view'),
  component: lazyRouteComponent(() => import('./TenantsPage.tsx'), 'TenantsPage'),
})

const tenantRoute = createRoute({
  getParentRoute: () => appRoute,
  path: `${paths.fleetTenants()}/$id`,
  beforeLoad: consoleOnly('fleet.nodes-view'),
  component: lazyRouteComponent(() => import('./TenantPage.tsx'), 'TenantPage'),
})

export const screens: Screens = {
  routes: [tenantsRoute, tenantRoute],
  menu: [
    {
      group: 'console',
      order: 20,
      label: { en: 'Nodes Management', fr: 'Gestion des nœuds' },
      icon: IconServer2,
      path: paths.fleetTenants(),
      capability: 'fleet.nodes-view',
      keywords: 'tenants pair ping connect unpair mssp clients appairer',
    },
  ],
}
