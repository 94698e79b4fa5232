import { IconTemplate } from '@tabler/icons-react'
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { appRoute, needs, type Screens } from '../shell/index.ts'

const templatesRoute = createRoute({
  getParentRoute: () => appRoute,
  path: paths.incidentTemplates(),
  beforeLoad: needs('incident-template.access'),
  component: lazyRouteComponent(() => import('./TemplatesPage.tsx'), 'TemplatesPage'),
})

const templateRoute = createRoute({
  getParentRoute: () => appRoute,
  path: `${paths.incidentTemplates()}/$id`,
  beforeLoad: needs('incident-template.access'),
  component: lazyRouteComponent(() => import('./TemplatePage.tsx'), 'TemplatePage'),
})

export const screens: Screens = {
  routes: [templatesRoute, templateRoute],
  menu: [
    {
      group: 'automation',
      order: 40,
      label: { en: 'Incident templates', fr: 'Modèles d’incident' },
      icon: IconTemplate,
      path: paths.incidentTemplates(),
      capability: 'incident-template.access',
      keywords: 'defaults autorun label valeurs',
    },
  ],
}
