import { IconComponents } from '@tabler/icons-react'
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { appRoute, type Screens } from '../shell/index.ts'

const galleryRoute = createRoute({
  getParentRoute: () => appRoute,
  path: paths.gallery(),
  component: lazyRouteComponent(() => import('./GalleryPage.tsx'), 'GalleryPage'),
})

export const screens: Screens = {
  routes: [galleryRoute],
  menu: [
    {
      group: 'automation',
      order: 900,
      label: { en: 'Gallery', fr: 'Galerie' },
      icon: IconComponents,
      path: paths.gallery(),
      keywords: 'kit elements',
    },
  ],
}
