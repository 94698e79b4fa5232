import {
  changePairing,
  createPairing,
  endPairing as endPairingContract,
  listPairingActivity,
  listPairings as listPairingsContract,
  rotatePairingKey,
  schedulePairingKey,
} from '@tocsin/contracts/membership.ts'
import { endPairing, getPairing, rotateKey, scheduleKey } from '../link/index.ts'
import { type Actor, Failure, type Route, reads, writes } from '../platform/index.ts'
import { changeGrants } from './change-grants.ts'
import { offerPairing } from './offer-pairing.ts'
import { listActivity, listPairings, readPairing } from './pairing-list.ts'

export const membershipRoutes: Route[] = [
  writes(createPairing, async (tx, { actor, body }) => {
    requireOwnPeople(actor)
    const opened = await offerPairing(tx, actor, body.grants)
    return { ...opened, expiresAt: opened.expiresAt.toISOString() }
  }),
  reads(listPairingsContract, (tx) => listPairings(tx)),
  writes(changePairing, (tx, { actor, params, body }) => {
    requireOwnPeople(actor)
    return changeGrants(tx, actor, params.id, body)
  }),
  writes(rotatePairingKey, async (tx, { actor, params }) => {
    requireOwnPeople(actor)
    await getPairing(tx, params.id, 'tenant')
    await rotateKey(tx, actor, params.id)
    return readPairing(tx, params.id)
  }),
  writes(schedulePairingKey, async (tx, { actor, params, body }) => {
    requireOwnPeople(actor)
    await getPairing(tx, params.id, 'tenant')
    await scheduleKey(tx, actor, params.id, body.days)
    return readPairing(tx, params.id)
  }),
  writes(endPairingContract, async (tx, { actor, params }) => {
    requireOwnPeople(actor)
    await getPairing(tx, params.id, 'tenant')
    await endPairing(tx, actor, params.id)
    return undefined
  }),
  reads(listPairingActivity, (tx, { params, query }) => listActivity(tx, params.id, query.limit)),
]

/** Staff of an MSSP, whatever profile they have here, never decide what their MSSP may do (FLT-10). */
function requireOwnPeople(actor: Actor): void {
  if (actor.signedInFrom === null) return
  throw new Failure('not_allowed', `Only people of this instance decide what ${actor.signedInFrom} may do here.`)
}
