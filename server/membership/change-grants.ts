import { sameJson } from '@tocsin/content'
import type { BodyOf } from '@tocsin/contracts'
import type { changePairing as contract, Pairing } from '@tocsin/contracts/membership.ts'
import { getPairing, lockPairing, refuseStale, withdraw } from '../link/index.ts'
import { type Actor, emit, Failure, type Tx } from '../platform/index.ts'
import { checkGrants } from './check-grants.ts'
import { endGuestSessions } from './guest-account.ts'
import { readPairing } from './pairing-list.ts'
import { requestSync, tellGrants } from './tell-console.ts'

/** Changes what the MSSP may do, from this moment on (FLT-10). */
export async function changeGrants(tx: Tx, actor: Actor, id: string, input: BodyOf<typeof contract>): Promise<Pairing> {
  await getPairing(tx, id, 'tenant')
  const pairing = await lockPairing(tx, id)
  refuseStale(pairing, input.version)
  if (pairing.status === 'ended') throw new Failure('wrong_state', 'This pairing has ended; pair again instead.')
  const grants = await checkGrants(tx, actor, input.grants)
  await tx.sql
    .updateTable('link_pairings')
    .set((set) => ({ grants: JSON.stringify(grants), version: set('version', '+', 1) }))
    .where('id', '=', id)
    .execute()
  await emit(tx, actor, {
    type: 'GrantsChanged',
    subject: { kind: 'pairings', id },
    before: pairing.grants,
    after: grants,
  })
  if (!sameJson(pairing.grants.connect, grants.connect)) {
    await endGuestSessions(tx, actor, id, grants.connect !== undefined)
  }
  if (pairing.status === 'active') {
    await tellGrants(tx, id, grants)
    // What has not left yet must not leave any more; what is granted anew is told from the start.
    await withdraw(tx, id, 'facts.incidents')
    if (!grants.content) await withdraw(tx, id, 'content.inventory')
    await requestSync(tx, id)
  }
  return readPairing(tx, id)
}
