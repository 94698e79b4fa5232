import { IconComponents, IconServer2 } from '@tabler/icons-react'
import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { appRoute, type Screens, settingsRoute } from '../shell/index.ts'

const galleryRoute = createRoute({
  getParentRoute: () => appRoute,
  path: paths.gallery(),
  component: lazyRouteComponent(() => import('./GalleryPage.tsx'), 'GalleryPage'),
})

const settingsSample = createRoute({
  getParentRoute: () => settingsRoute,
  path: paths.setting('gallery'),
  component: lazyRouteComponent(() => import('./Samples.tsx'), 'FormSample'),
})

export const screens: Screens = {
  routes: [galleryRoute, settingsSample],
  menu: [
    {
      group: 'automation',
      order: 900,
      label: { en: 'Gallery', fr: 'Galerie' },
      icon: IconComponents,
      path: paths.gallery(),
      keywords: 'kit elements',
    },
    {
      group: 'console',
      order: 900,
      label: { en: 'Gallery of lists', fr: 'Galerie des listes' },
      icon: IconServer2,
      path: `${paths.gallery()}?show=list`,
    },
    {
      group: 'settings',
      section: 'customization',
      order: 900,
      label: { en: 'Gallery of forms', fr: 'Galerie des formulaires' },
      path: paths.setting('gallery'),
    },
  ],
}
