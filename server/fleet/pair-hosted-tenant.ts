import type { Grants, LinkMode } from '@tocsin/contracts/link.ts'
import { offerPairing } from '../membership/index.ts'
import type { Actor, Instance } from '../platform/index.ts'
import { pairTenant } from './pair-tenant.ts'

export interface HostedPairing {
  grants: Grants
  mode?: LinkMode
  groups?: string[]
  tags?: string[]
}

/**
 * Pairs two instances of this deployment as two people would: a code is made at the tenant and redeemed at the console,
 * over HTTP, so the deployment must listen. `actor` is at home in both. Gives the tenant's id.
 */
export async function pairHostedTenant(
  console: Instance,
  tenant: Instance,
  actor: Actor,
  { grants, mode = 'direct', groups = [], tags = [] }: HostedPairing,
): Promise<string> {
  const { code } = await tenant.database.write((tx) => offerPairing(tx, actor, grants))
  return pairTenant(console, actor, { url: tenant.url(), code, name: tenant.name, mode, groups, tags })
}
