import type { Grants } from '@tocsin/contracts/link.ts'
import { type OpenPairing, openPairing } from '../link/index.ts'
import type { Actor, Tx } from '../platform/index.ts'
import { checkGrants } from './check-grants.ts'

/** A one-time code for an MSSP, with what it may do once it has paired (FLT-01, FLT-10). */
export async function offerPairing(tx: Tx, actor: Actor, grants: Grants): Promise<OpenPairing> {
  return openPairing(tx, actor, await checkGrants(tx, actor, grants))
}
