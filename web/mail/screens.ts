import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { needs, type Screens, settingsRoute } from '../shell/index.ts'

const serverRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: paths.setting('mail-server'),
  beforeLoad: needs('notification.configure'),
  component: lazyRouteComponent(() => import('./MailServerPage.tsx'), 'MailServerPage'),
})

const queueRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: paths.setting('mail-queue'),
  beforeLoad: needs('notification.configure'),
  component: lazyRouteComponent(() => import('./MailQueuePage.tsx'), 'MailQueuePage'),
})

export const screens: Screens = {
  routes: [serverRoute, queueRoute],
  menu: [
    {
      group: 'settings',
      section: 'notifications',
      order: 20,
      label: { en: 'Email server', fr: 'Serveur de messagerie' },
      path: paths.setting('mail-server'),
      capability: 'notification.configure',
      keywords: 'smtp sender test mail expéditeur',
    },
    {
      group: 'settings',
      section: 'notifications',
      order: 40,
      label: { en: 'Mail queue', fr: 'File des courriels' },
      path: paths.setting('mail-queue'),
      capability: 'notification.configure',
      keywords: 'sent failed resend discard smtp envoyés échoués',
    },
  ],
}
