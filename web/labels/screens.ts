import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { needs, type Screens, settingsRoute } from '../shell/index.ts'

const labelsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: paths.setting('labels'),
  beforeLoad: needs('label.configure'),
  component: lazyRouteComponent(() => import('./LabelsPage.tsx'), 'LabelsPage'),
})

export const screens: Screens = {
  routes: [labelsRoute],
  menu: [
    {
      group: 'settings',
      section: 'customization',
      order: 30,
      label: { en: 'Incident labels', fr: 'Étiquettes d’incident' },
      path: paths.setting('labels'),
      capability: 'label.configure',
      keywords: 'counter number pattern compteur numéro',
    },
  ],
}
