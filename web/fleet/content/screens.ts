import { IconForms, IconSitemap } from '@tabler/icons-react'
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { paths } from '../../paths.ts'
import { appRoute, type Screens } from '../../shell/index.ts'
import { consoleOnly } from '../console-only.ts'

const customFieldsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: paths.fleetCustomFields(),
  beforeLoad: consoleOnly('fleet.nodes-view'),
  component: lazyRouteComponent(() => import('./FleetCustomFieldsPage.tsx'), 'FleetCustomFieldsPage'),
})

const playbooksRoute = createRoute({
  getParentRoute: () => appRoute,
  path: paths.fleetPlaybooks(),
  beforeLoad: consoleOnly('fleet.nodes-view'),
  component: lazyRouteComponent(() => import('./FleetPlaybooksPage.tsx'), 'FleetPlaybooksPage'),
})

export const screens: Screens = {
  routes: [customFieldsRoute, playbooksRoute],
  menu: [
    {
      group: 'console',
      order: 30,
      label: { en: 'Custom Fields', fr: 'Champs' },
      icon: IconForms,
      path: paths.fleetCustomFields(),
      capability: 'fleet.nodes-view',
      keywords: 'push field synchronized tenants envoyer synchronisé',
    },
    {
      group: 'console',
      order: 40,
      label: { en: 'Playbooks', fr: 'Playbooks' },
      icon: IconSitemap,
      path: paths.fleetPlaybooks(),
      capability: 'fleet.nodes-view',
      keywords: 'push playbook synchronized tenants mssp envoyer synchronisé',
    },
  ],
}
