import { type Grant, type GrantName, type Grants, grantName } from '@tocsin/contracts/link.ts'

export const allGrants: readonly GrantName[] = grantName.options

/** What a new pairing is proposed with: figures and content, and nothing that lets people in. */
export const proposedGrants: Grants = { metrics: {}, 'incident-list': {}, content: {}, connect: {} }

/** The grants with one switched on or off; the others stay as they are. */
export function withGrant(grants: Grants, name: GrantName, grant: Grant | null): Grants {
  const { [name]: _, ...rest } = grants
  return grant === null ? rest : { ...rest, [name]: grant }
}

const dayMs = 86_400_000
export const endChoices = ['none', 'day', 'week', 'month'] as const
export type EndChoice = (typeof endChoices)[number]
const lengths: Record<EndChoice, number | null> = { none: null, day: 1, week: 7, month: 30 }

/** The moment at which a grant ends by itself, so many days from `now` in milliseconds. */
export function endOf(choice: EndChoice, now: number): string | null {
  const days = lengths[choice]
  return days === null ? null : new Date(now + days * dayMs).toISOString()
}

/** Does the grant hold at this moment? */
export function isHeld(grant: Grant | undefined, now: number): boolean {
  return grant !== undefined && (!grant.expiresAt || Date.parse(grant.expiresAt) > now)
}
