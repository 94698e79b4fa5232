import { IconShieldCheck } from '@tabler/icons-react'
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { appRoute, type Screens } from '../shell/index.ts'

const homeRoute = createRoute({
  getParentRoute: () => appRoute,
  path: paths.home(),
  component: lazyRouteComponent(() => import('./HomePage.tsx'), 'HomePage'),
})

export const screens: Screens = {
  routes: [homeRoute],
  menu: [
    {
      group: 'main',
      order: 10,
      label: { en: 'SecOps', fr: 'SecOps' },
      icon: IconShieldCheck,
      path: paths.home(),
      keywords: 'home operations my work accueil opérations',
    },
  ],
}
