import type { Grants } from '@tocsin/contracts/link.ts'
import { getProfileByName, refuseMoreThanOwn } from '../access/index.ts'
import { type Actor, Failure, type Tx } from '../platform/index.ts'

export const GUEST_PROFILE = 'Analyst'

/** Grants as they are kept: MSSP staff always have a named profile, and nobody grants more than he may himself. */
export async function checkGrants(tx: Tx, actor: Actor, grants: Grants): Promise<Grants> {
  for (const [name, grant] of Object.entries(grants)) {
    if (name !== 'connect' && grant.profile !== undefined) {
      throw new Failure('invalid_input', 'Only the grant "connect" has a profile.', [
        { path: `grants.${name}.profile`, message: 'is not used here' },
      ])
    }
  }
  if (!grants.connect) return grants
  const profile = await getProfileByName(tx, grants.connect.profile ?? GUEST_PROFILE)
  refuseMoreThanOwn(actor, profile)
  return { ...grants, connect: { ...grants.connect, profile: profile.name } }
}
