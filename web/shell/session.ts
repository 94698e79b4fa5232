import { useQuery } from '@tanstack/react-query'
import type { Capability } from '@tocsin/contracts/capabilities.ts'
import { getSession, type SessionInfo } from '@tocsin/contracts/session.ts'
import { asQuery } from '../api/index.ts'

/** The session as a query that lasts as long as the page. */
export const sessionQuery = {
  ...asQuery(getSession),
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
}

/** Who is signed in, and where. Every page below the shell may rely on it: its route has loaded it. */
export function useSession(): SessionInfo {
  const { data } = useQuery(sessionQuery)
  if (!data) throw new Error('useSession belongs below appRoute, which loads the session before it shows a page')
  return data
}

/** Thrown by `needs`; shown as the access-denied page. */
export class AccessDenied extends Error {
  constructor(
    readonly capability: Capability,
    readonly profile: string,
  ) {
    super(`The profile ${profile} lacks ${capability}.`)
  }
}

/** For the `beforeLoad` of a route: `beforeLoad: needs('incident.view')` (GEN-05). */
export function needs(capability: Capability) {
  return ({ context }: { context: { session: SessionInfo } }) => {
    const { capabilities, profile } = context.session.user
    if (!capabilities.includes(capability)) throw new AccessDenied(capability, profile)
  }
}
