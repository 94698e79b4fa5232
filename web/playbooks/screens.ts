import { IconSitemap } from '@tabler/icons-react'
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { appRoute, needs, type Screens } from '../shell/index.ts'

const playbooksRoute = createRoute({
  getParentRoute: () => appRoute,
  path: paths.playbooks(),
  beforeLoad: needs('playbook.access'),
  component: lazyRouteComponent(() => import('./PlaybooksPage.tsx'), 'PlaybooksPage'),
})

const playbookRoute = createRoute({
  getParentRoute: () => appRoute,
  path: `${paths.playbooks()}/$id`,
  beforeLoad: needs('playbook.access'),
  component: lazyRouteComponent(() => import('./editor/EditorPage.tsx'), 'EditorPage'),
})

export const screens: Screens = {
  routes: [playbooksRoute, playbookRoute],
  menu: [
    {
      group: 'automation',
      order: 20,
      label: { en: 'Playbooks', fr: 'Playbooks' },
      icon: IconSitemap,
      path: paths.playbooks(),
      capability: 'playbook.access',
      keywords: 'automation graph nodes automatisation',
    },
  ],
}
