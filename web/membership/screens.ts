import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { needs, type Screens, settingsRoute } from '../shell/index.ts'

const myMsspRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: paths.setting('mssp'),
  beforeLoad: needs('membership.manage'),
  component: lazyRouteComponent(() => import('./MyMsspPage.tsx'), 'MyMsspPage'),
})

export const screens: Screens = {
  routes: [myMsspRoute],
  menu: [
    {
      group: 'settings',
      section: 'mssp',
      order: 10,
      label: { en: 'My MSSP', fr: 'Mon MSSP' },
      path: paths.setting('mssp'),
      capability: 'membership.manage',
      keywords: 'pair pairing code grants provider revoke appairage droits prestataire',
    },
  ],
}
