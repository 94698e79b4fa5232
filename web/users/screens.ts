import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { paths } from '../paths.ts'
import { needs, type Screens, settingsRoute } from '../shell/index.ts'

const usersRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: paths.setting('users'),
  beforeLoad: needs('user.manage'),
  component: lazyRouteComponent(() => import('./UsersPage.tsx'), 'UsersPage'),
})

const groupsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: paths.setting('groups'),
  beforeLoad: needs('group.manage'),
  component: lazyRouteComponent(() => import('./GroupsPage.tsx'), 'GroupsPage'),
})

const profilesRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: paths.setting('profiles'),
  beforeLoad: needs('user.manage'),
  component: lazyRouteComponent(() => import('./ProfilesPage.tsx'), 'ProfilesPage'),
})

const apiKeysRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: paths.setting('api-keys'),
  beforeLoad: needs('user.manage'),
  component: lazyRouteComponent(() => import('./ApiKeysPage.tsx'), 'ApiKeysPage'),
})

export const screens: Screens = {
  routes: [usersRoute, groupsRoute, profilesRoute, apiKeysRoute],
  menu: [
    {
      group: 'settings',
      section: 'users',
      order: 10,
      label: { en: 'Users', fr: 'Utilisateurs' },
      path: paths.setting('users'),
      capability: 'user.manage',
      keywords: 'people accounts passwords comptes',
    },
    {
      group: 'settings',
      section: 'users',
      order: 20,
      label: { en: 'Groups', fr: 'Groupes' },
      path: paths.setting('groups'),
      capability: 'group.manage',
      keywords: 'teams members équipes membres',
    },
    {
      group: 'settings',
      section: 'users',
      order: 30,
      label: { en: 'Profiles', fr: 'Profils' },
      path: paths.setting('profiles'),
      capability: 'user.manage',
      keywords: 'roles capabilities permissions',
    },
    {
      group: 'settings',
      section: 'users',
      order: 50,
      label: { en: 'API keys', fr: 'Clés d’API' },
      path: paths.setting('api-keys'),
      capability: 'user.manage',
      keywords: 'tokens bearer secrets',
    },
  ],
}
