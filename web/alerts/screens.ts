import { IconBell } from '@tabler/icons-react'
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { getAlert } from '@tocsin/contracts/alert.ts'
import { asQuery } from '../api/index.ts'
import { paths } from '../paths.ts'
import { appRoute, needs, type Screens } from '../shell/index.ts'

const alertsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: paths.alerts(),
  beforeLoad: needs('alert.access'),
  component: lazyRouteComponent(() => import('./AlertsPage.tsx'), 'AlertsPage'),
})

const alertRoute = createRoute({
  getParentRoute: () => appRoute,
  path: `${paths.alerts()}/$id`,
  beforeLoad: needs('alert.access'),
  loader: ({ context, params }) =>
    context.queryClient.ensureQueryData(asQuery(getAlert, { params: { id: params.id } })),
  component: lazyRouteComponent(() => import('./AlertPage.tsx'), 'AlertPage'),
})

export const screens: Screens = {
  routes: [alertsRoute, alertRoute],
  menu: [
    {
      group: 'automation',
      order: 70,
      label: { en: 'Alerts', fr: 'Alertes' },
      icon: IconBell,
      path: paths.alerts(),
      capability: 'alert.access',
      keywords: 'sources raw ingest',
    },
  ],
}
