import { IconPlayerPlay } from '@tabler/icons-react'
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { appRoute, needs, type Screens } from '../shell/index.ts'

const runsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: paths.runs(),
  beforeLoad: needs('playbook.access'),
  component: lazyRouteComponent(() => import('./RunsPage.tsx'), 'RunsPage'),
})

const runRoute = createRoute({
  getParentRoute: () => appRoute,
  path: `${paths.runs()}/$id`,
  beforeLoad: needs('incident-playbook.access'),
  component: lazyRouteComponent(() => import('./RunPage.tsx'), 'RunPage'),
})

export const screens: Screens = {
  routes: [runsRoute, runRoute],
  menu: [
    {
      group: 'automation',
      order: 30,
      label: { en: 'Playbook executions', fr: 'Exécutions' },
      icon: IconPlayerPlay,
      path: paths.runs(),
      capability: 'playbook.access',
      keywords: 'runs history historique playbooks',
    },
  ],
}
