import { Failure, type Route } from '../platform/index.ts'

/** The same routes, answered only where the instance has the MSSP console. */
export function onConsole(routes: Route[]): Route[] {
  return routes.map((route) => ({
    ...route,
    handle(call, tx) {
      if (!call.instance.console) {
        throw new Failure('not_found', `${call.instance.name} has no MSSP console.`)
      }
      return route.handle(call, tx)
    },
  }))
}
