import { IconRoute } from '@tabler/icons-react'
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { appRoute, needs, type Screens } from '../shell/index.ts'

const rulesRoute = createRoute({
  getParentRoute: () => appRoute,
  path: paths.automationRules(),
  beforeLoad: needs('automation-rule.access'),
  component: lazyRouteComponent(() => import('./RulesPage.tsx'), 'RulesPage'),
})

const ruleRoute = createRoute({
  getParentRoute: () => appRoute,
  path: `${paths.automationRules()}/$id`,
  beforeLoad: needs('automation-rule.access'),
  component: lazyRouteComponent(() => import('./RulePage.tsx'), 'RulePage'),
})

export const screens: Screens = {
  routes: [rulesRoute, ruleRoute],
  menu: [
    {
      group: 'automation',
      order: 60,
      label: { en: 'Rules', fr: 'Règles' },
      icon: IconRoute,
      path: paths.automationRules(),
      capability: 'automation-rule.access',
      keywords: 'automation mapping filters dry run',
    },
  ],
}
