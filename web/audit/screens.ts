import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { needs, type Screens, settingsRoute } from '../shell/index.ts'

const auditRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: paths.setting('audit-trail'),
  beforeLoad: needs('audit.access'),
  component: lazyRouteComponent(() => import('./AuditPage.tsx'), 'AuditPage'),
})

export const screens: Screens = {
  routes: [auditRoute],
  menu: [
    {
      group: 'settings',
      section: 'audit',
      order: 30,
      label: { en: 'Audit trail', fr: 'Journal d’audit' },
      path: paths.setting('audit-trail'),
      capability: 'audit.access',
      keywords: 'history who when before after historique',
    },
  ],
}
