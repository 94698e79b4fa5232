import { IconPlugConnected } from '@tabler/icons-react'
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { appRoute, needs, type Screens } from '../shell/index.ts'

const integrationsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: paths.integrations(),
  beforeLoad: needs('integration.access'),
  component: lazyRouteComponent(() => import('./IntegrationsPage.tsx'), 'IntegrationsPage'),
})

const integrationRoute = createRoute({
  getParentRoute: () => appRoute,
  path: `${paths.integrations()}/$id`,
  beforeLoad: needs('integration.access'),
  component: lazyRouteComponent(() => import('./IntegrationPage.tsx'), 'IntegrationPage'),
})

export const screens: Screens = {
  routes: [integrationsRoute, integrationRoute],
  menu: [
    {
      group: 'automation',
      order: 50,
      label: { en: 'Integrations', fr: 'Intégrations' },
      icon: IconPlugConnected,
      path: paths.integrations(),
      capability: 'integration.access',
      keywords: 'actions resources connections scripts connecteurs ressources',
    },
  ],
}
