import { IconWorldSearch } from '@tabler/icons-react'
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { getEntity } from '@tocsin/contracts/entity.ts'
import { asQuery } from '../api/index.ts'
import { paths } from '../paths.ts'
import { appRoute, needs, type Screens } from '../shell/index.ts'

const entitiesRoute = createRoute({
  getParentRoute: () => appRoute,
  path: paths.entities(),
  beforeLoad: needs('entity.access'),
  component: lazyRouteComponent(() => import('./EntitiesPage.tsx'), 'EntitiesPage'),
})

const entityRoute = createRoute({
  getParentRoute: () => appRoute,
  path: `${paths.entities()}/$id`,
  beforeLoad: needs('entity.access'),
  loader: ({ context, params }) =>
    context.queryClient.ensureQueryData(asQuery(getEntity, { params: { id: params.id } })),
  component: lazyRouteComponent(() => import('./EntityPage.tsx'), 'EntityPage'),
})

export const screens: Screens = {
  routes: [entitiesRoute, entityRoute],
  menu: [
    {
      group: 'main',
      order: 50,
      label: { en: 'Entities', fr: 'Entités' },
      icon: IconWorldSearch,
      path: paths.entities(),
      capability: 'entity.access',
      keywords: 'ioc indicators ip domain hash url objets',
    },
  ],
}
