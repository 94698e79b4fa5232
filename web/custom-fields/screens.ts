import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { needs, type Screens, settingsRoute } from '../shell/index.ts'

const customFieldsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: paths.setting('fields'),
  beforeLoad: needs('custom-field.configure'),
  component: lazyRouteComponent(() => import('./CustomFieldsPage.tsx'), 'CustomFieldsPage'),
})

export const screens: Screens = {
  routes: [customFieldsRoute],
  menu: [
    {
      group: 'settings',
      section: 'customization',
      order: 10,
      label: { en: 'Fields', fr: 'Champs' },
      path: paths.setting('fields'),
      capability: 'custom-field.configure',
      keywords: 'custom opt list values personnalisés',
    },
  ],
}
