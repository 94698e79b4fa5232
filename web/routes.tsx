import type { QueryClient } from '@tanstack/react-query'
import { type AnyRoute, createRoute, createRouter, redirect } from '@tanstack/react-router'
import type { Capability } from '@tocsin/contracts/capabilities.ts'
import { instanceBase, paths } from './paths.ts'
import { railEntries, settingsEntries, visibleEntries } from './shell/menu.ts'
import { NotFoundPage } from './shell/NotFoundPage.tsx'
import { PageError } from './shell/PageError.tsx'
import { appRoute, loginRoute, rootRoute, settingsRoute, unknownRoute } from './shell/roots.ts'
import type { MenuEntry, Screens } from './shell/screen.ts'

/** The screens of every domain folder: whatever `screens.ts` a folder, or a folder of `fleet`, exports. */
export function foundScreens(): Screens[] {
  const files = import.meta.glob<{ screens: Screens }>(['./*/screens.ts', './*/*/screens.ts', '!./gallery/*'], {
    eager: true,
  })
  return Object.values(files).map(({ screens }) => screens)
}

function attachChildren(parent: AnyRoute, all: AnyRoute[]): AnyRoute {
  const children = all.filter((route) => route.options.getParentRoute() === parent)
  return children.length > 0 ? parent.addChildren(children.map((child) => attachChildren(child, all))) : parent
}

/** While no folder owns the address of the home page or of the settings, it leads to the first page one may see. */
function leadOn(path: string, group: 'main' | 'settings', menu: MenuEntry[]): AnyRoute {
  return createRoute({
    getParentRoute: () => appRoute,
    path,
    beforeLoad: ({ context }) => {
      const { user, instance } = context.session
      const can = (capability: Capability) => user.capabilities.includes(capability)
      const entries = visibleEntries(menu, can, instance.console)
      const first = group === 'settings' ? settingsEntries(entries)[0] : railEntries(entries, group)[0]
      if (first) throw redirect({ to: first.path, replace: true })
    },
    component: NotFoundPage,
  })
}

/** The router over all screens, below the address of the current instance. */
export function createAppRouter(screens: Screens[], queryClient: QueryClient) {
  const menu = screens.flatMap((one) => one.menu)
  const own = screens.flatMap((one) => one.routes)
  const isTaken = (path: string) => own.some((route) => 'path' in route.options && route.options.path === path)
  const filled = [
    ...(isTaken(paths.home()) ? [] : [leadOn(paths.home(), 'main', menu)]),
    ...(isTaken(paths.settings()) ? [] : [leadOn(paths.settings(), 'settings', menu)]),
  ]
  return createRouter({
    routeTree: attachChildren(rootRoute, [loginRoute, appRoute, settingsRoute, unknownRoute, ...filled, ...own]),
    basepath: instanceBase(),
    context: { queryClient },
    parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
    stringifySearch: asSearch,
    defaultErrorComponent: PageError,
    defaultNotFoundComponent: NotFoundPage,
    defaultPreload: 'intent',
    defaultPendingMs: 400,
  })
}

/** Search parameters as people write them: `?query=status:open&sort=-opened`. */
function asSearch(search: Record<string, unknown>): string {
  const entries = Object.entries(search).filter(([, value]) => value !== undefined && value !== null)
  const text = new URLSearchParams(entries.map(([name, value]) => [name, String(value)])).toString()
  return text ? `?${text.replaceAll('%3A', ':').replaceAll('%2C', ',')}` : ''
}
