import type { QueryClient } from '@tanstack/react-query'
import { createRootRouteWithContext, createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router'
import { CallError } from '../api/index.ts'
import { paths } from '../paths.ts'
import { NotFoundPage } from './NotFoundPage.tsx'
import { PageError } from './PageError.tsx'
import { Root } from './Root.tsx'
import { SettingsFrame } from './SettingsFrame.tsx'
import { Shell } from './Shell.tsx'
import { sessionQuery } from './session.ts'

export interface RouterContext {
  queryClient: QueryClient
}

export const rootRoute = createRootRouteWithContext<RouterContext>()({
  component: Root,
  notFoundComponent: NotFoundPage,
  errorComponent: PageError,
})

export const loginRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: paths.login(),
  validateSearch: (search: Record<string, unknown>) => ({
    return: typeof search.return === 'string' ? search.return : undefined,
  }),
  component: lazyRouteComponent(() => import('./LoginPage.tsx'), 'LoginPage'),
})

/** Parent of every page for people who are signed in: loads the session, draws rail and bar. */
export const appRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: '_app',
  beforeLoad: async ({ context, location }) => {
    try {
      return { session: await context.queryClient.ensureQueryData(sessionQuery) }
    } catch (error) {
      if (!(error instanceof CallError) || error.code !== 'not_signed_in') throw error
      throw redirect({ to: paths.login(), search: { return: location.href } })
    }
  },
  component: Shell,
})

/** Every address that no screen has, shown within rail and bar. */
export const unknownRoute = createRoute({ getParentRoute: () => appRoute, path: '$', component: NotFoundPage })

/** Parent of the pages behind the gear: adds the settings menu. */
export const settingsRoute = createRoute({
  getParentRoute: () => appRoute,
  id: '_settings',
  component: SettingsFrame,
})
