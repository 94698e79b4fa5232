import { IconPackageExport } from '@tabler/icons-react'
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { paths } from '../../paths.ts'
import { appRoute, type Screens } from '../../shell/index.ts'
import { consoleOnly } from '../console-only.ts'

const releasesRoute = createRoute({
  getParentRoute: () => appRoute,
  path: paths.fleetReleases(),
  beforeLoad: consoleOnly('fleet.nodes-view'),
  component: lazyRouteComponent(() => import('./ReleasesPage.tsx'), 'ReleasesPage'),
})

const releaseRoute = createRoute({
  getParentRoute: () => appRoute,
  path: `${paths.fleetReleases()}/$id`,
  beforeLoad: consoleOnly('fleet.nodes-view'),
  component: lazyRouteComponent(() => import('./ReleasePage.tsx'), 'ReleasePage'),
})

export const screens: Screens = {
  routes: [releasesRoute, releaseRoute],
  menu: [
    {
      group: 'console',
      order: 50,
      label: { en: 'Releases', fr: 'Envois' },
      icon: IconPackageExport,
      path: paths.fleetReleases(),
      capability: 'fleet.nodes-view',
      keywords: 'push deliveries history retry livraisons historique',
    },
  ],
}
